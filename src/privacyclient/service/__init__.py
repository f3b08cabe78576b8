# SPDX-License-Identifier: MIT
"""The collection service to try the program with. An optional extra; no other folder imports it.

It is the other side of the wire: a small OTLP/HTTP collector (`POST /v1/logs`) on this computer, for trying
out and for tests. It shares no code with the client, so that an error in one is not repeated in the other.

    python -m privacyclient.service --port 4318 --data DIR [--record DIR]

prints one line, `listening on http://127.0.0.1:4318`, when it is ready (port 0: any free one) and ends with
exit code 0 on SIGTERM or SIGINT. It listens on 127.0.0.1 and nowhere else.

**What it keeps.** `DIR/logs.jsonl`: one line for each log record, in the form of OTLP/JSON. A record whose
attribute `report.id` came in an earlier request is counted as a duplicate and not kept again. `GET
/v1/received` tells the counts.

**What it records.** With `--record`, every request just as it came off the socket, head and body, before any
parsing: `0001.http`, `0002.http`, … in the order in which they were complete. A file is whole and on the disk
before the first byte of the answer is sent. A request that can not be read to its end is recorded as far as
it came; a connection without a byte leaves no file. Over TLS the bytes are the decrypted ones. What is
addressed to the service itself (`/control`, `/v1/received`) is kept in the folder `control` beside them.

**What it answers.** By default what the OTLP specification asks for. For tests any misbehaviour can be
ordered, with `--answers`, with `POST /control` or at random with `--faults`; `answers.py` lists them all.

**What it is not.** No accounts, no rights to read, one file, one computer. In earnest this work is done by
the OpenTelemetry Collector (receiver `otlp`), alone or in front of Kafka, and a store such as ClickHouse,
OpenSearch, Loki or VictoriaLogs behind it. They take the same bytes: the address is all that changes.

    server.py     listens; one thread for each connection; ends in order
    exchange.py   one connection: request after request, each recorded, then answered
    tap.py        the reading side of a connection, which keeps what it reads
    body.py       where a body ends, how it is unpacked, how large it may be
    routes.py     which address does what
    otlp.py       log records in JSON and protobuf
    status.py     google.rpc.Status, the body of an error
    reply.py      an answer as bytes
    answers.py    the answers that can be ordered
    perform.py    gives them
    record.py     requests as files
    store.py      logs.jsonl and the counts
    folders.py    private folders
"""
