"""How providers talk to services of other people over HTTP. Nothing else in the studio does.

`asking.py` sends one request; `again.py` sends it again where that is safe; `faults.py` says how a
request can fail, and whether it may have arrived all the same, and `codes.py` what the codes of
services mean; `reading.py` and `events.py` read what they answer; `results.py` fetches a file whose
address a service has told; `openai/` knows services that speak as OpenAI's.
"""
