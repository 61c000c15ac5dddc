"""The shipped nginx configuration: nginx itself reads it."""

import shutil
import subprocess

import pytest
from django.core.management import CommandError, call_command

from goodnews.core.nginx import server_conf

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class NginxConfTests:
    def make(self, tmp_path, *, listen="127.0.0.1:8999", **values) -> str:
        return server_conf(
            listen=listen,
            upstreams=["127.0.0.1:8001", "127.0.0.1:8002"],
            cache_dir=tmp_path / "kept",
            server_names="tintot.example.vn",
            **values,
        )

    def test_everything_of_ours_is_filled_in_and_nginxs_own_names_stay(self, tmp_path):
        text = self.make(tmp_path)
        assert "${" not in text.replace("${uri}page.html", "")
        assert "$goodnews_query" in text
        assert "server_name tintot.example.vn;" in text
        assert "server 127.0.0.1:8002 max_fails=0;" in text

    def test_only_what_may_be_done_twice_is_sent_to_another_instance(self, tmp_path):
        text = self.make(tmp_path)
        (location,) = [part for part in text.split("location ") if " non_idempotent" in part]
        assert location.startswith("~ ^/cuoc-thi/[^/]+/vao-thi/vong/ {")

    def test_what_only_one_scheme_says_is_looked_up_and_nothing_else(self, tmp_path, settings):
        assert "map $scheme" not in self.make(tmp_path)
        settings.SECURE_HSTS_SECONDS = 3600
        text = self.make(tmp_path)
        (header,) = {
            line.strip()
            for line in text.splitlines()
            if "Strict-Transport" in line and "goodnews_vi" in line
        }
        variable = header.split()[-1].strip(";")
        assert f'map $scheme {variable} {{\n    http    "";\n    https    "max-age=3600' in text
        assert "-$goodnews_en_frame-$scheme-$host" in text
        assert 'add_header Content-Language "en";' in text

    def test_with_a_certificate_it_serves_https_and_sends_readers_there(self, tmp_path):
        chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
        text = self.make(tmp_path, listen="443 ssl", certificate=(chain, key))
        assert f"listen 443 ssl;\n    ssl_certificate {chain};\n" in text
        assert f"ssl_certificate_key {key};" in text
        assert "return 301 https://$host$request_uri;" in text
        assert "return 301" not in self.make(tmp_path)

    def test_a_certificate_comes_with_its_key(self, tmp_path, settings):
        settings.NGINX_CACHE_DIR = str(tmp_path / "kept")
        with pytest.raises(CommandError, match="go together"):
            call_command("nginx_conf", certificate=tmp_path / "chain.pem")

    @pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")
    @pytest.mark.parametrize("seconds", [0, 3600])
    def test_nginx_accepts_it(self, tmp_path, settings, seconds):
        settings.SECURE_HSTS_SECONDS = seconds
        conf = tmp_path / "nginx.conf"
        (tmp_path / "kept").mkdir(exist_ok=True)
        # Tried by root, nginx gives Debian's own folders to another user, and takes no photograph.
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
        conf.write_text(
            f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
            f"http {{\n{folders}{self.make(tmp_path)}\n}}\n"
        )
        done = subprocess.run([NGINX, "-t", "-c", str(conf)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
