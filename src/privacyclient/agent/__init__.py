"""The small background process: wakes for a reason, walks the road, sleeps."""
