"""What is written into the logs, and what never is."""

# What follows in these addresses is somebody's secret, and is written into no log.
SECRET_PATHS = [
    "/dong-y/",
    "/yeu-cau-du-lieu/DL-",
    "/en/yeu-cau-du-lieu/DL-",
    "/lich-dang/",
    "/nhac-viec/",
    "/tai-khoan/password/reset/key/",
    "/tai-khoan/confirm-email/",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secret_paths": {"()": "goodnews.core.secret_paths.SecretPathFilter"}},
    "formatters": {"event": {"()": "goodnews.core.log_lines.EventFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["secret_paths"],
            "formatter": "event",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"goodnews": {"level": "INFO"}},
}
