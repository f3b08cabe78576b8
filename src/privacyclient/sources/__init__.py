"""What could be told: technical data of this computer, what a person typed, what a player reports. None of it sends."""
