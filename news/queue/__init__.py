"""The editors' queue (hàng chờ): what waits, for whom, until when."""
