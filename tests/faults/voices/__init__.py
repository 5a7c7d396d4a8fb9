"""The rows that take away the natural voice: its processes, its weights, the room for them.

They have their own bench, in which the natural voice speaks. The others are quick.

| row | what is done | file |
|---|---|---|
| F24 | kill -9 of a voice, of its worker; a cancel; a frozen voice | test_voice_processes.py |
| F25 | the weights are damaged, gone, or cannot be stored | test_weights.py |
"""
