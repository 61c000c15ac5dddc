"""The line that the figures of issue 3 speak of: "slow 3G" as Chromium's own tools mean it.

400 kbit/s each way with 400 ms before every answer. Chromium applies it to what the page
asks for, not to its service worker.
"""

LATENCY_MS = 400
BYTES_PER_SECOND = 400_000 // 8

SLOW_3G = {
    "offline": False,
    "latency": LATENCY_MS,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
    "connectionType": "cellular3g",
}
NO_LINE = {**SLOW_3G, "offline": True, "connectionType": "none"}
