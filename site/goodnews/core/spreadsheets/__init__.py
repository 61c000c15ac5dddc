"""Tables that travel as XLSX files: safe reading, a dry run, and a confirmed import."""
