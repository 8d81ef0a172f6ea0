"""Never unlinks its shared memory, and nobody does it instead."""

from multiprocessing import resource_tracker, shared_memory

segment = shared_memory.SharedMemory(create=True, size=16)
resource_tracker.unregister(segment._name, "shared_memory")
segment.close()
print("done")
