"""What can be held of the files under deploy/ without the engines that they are for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bench.cluster import local_conf
from interviewer.adapters.owner_link import ROUTE
from interviewer.settings import ROOT

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
REPLICAS = [name for name in COMPOSE["services"] if name.startswith("app")]


def copied():
    """The paths of the repository that go into the image."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return [path for line in lines for path in line.split()[:-1]]


def documents(folder):
    return [each for file in sorted(folder.rglob("*.yaml")) for each in yaml.safe_load_all(file.read_text())]


@pytest.mark.parametrize("path", copied())
def test_what_the_image_is_made_of_is_there_and_is_sent_to_the_builder(path):
    assert (ROOT / path).exists()
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert path in let_through


def test_the_image_has_all_that_the_program_imports():
    needed = {"app.py", "server.py", "ingest", "interviewer", "ui", "prompts", "knowledge", ".streamlit"}
    assert needed <= set(copied())


def test_the_image_runs_as_nobody_in_particular_and_names_no_registry():
    assert re.search(r"^USER [1-9]\d*", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE
    for text in (DOCKERFILE, (DEPLOY / "requirements.lock").read_text()):
        assert not re.search(r"https?://(?!127\.0\.0\.1)|--index-url|[\w-]+\.(io|com|org)/", text)


def test_the_image_is_pinned_to_what_the_product_is_tested_with():
    def pins(file):
        return dict(re.findall(r"^([\w.-]+)==([\w.]+)", file.read_text(), re.MULTILINE))

    image, tested = pins(DEPLOY / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert {"psycopg", *pins(ROOT / "requirements.lock")} - set(image) <= {"setuptools"}  # builds the project elsewhere
    assert {name: version for name, version in image.items() if tested.get(name, version) != version} == {}


def test_every_replica_has_a_name_a_data_folder_and_a_root_that_is_not_written():
    assert len(REPLICAS) == 3
    for name in REPLICAS:
        service = COMPOSE["services"][name]
        assert service["environment"]["INTERVIEWER_REPLICA"] == name
        assert service["volumes"] == [f"{name}:/data"]
        assert service["read_only"] and service["cap_drop"] == ["ALL"]


def test_nginx_knows_all_replicas_and_hides_what_is_not_for_visitors():
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for name in REPLICAS:
        assert re.search(rf"^    {name} +{name};$", conf, re.MULTILINE)
        assert conf.count(f"server {name}:8501") == len(REPLICAS) + 1
    assert "location /metrics { return 404; }" in conf
    hidden = re.search(r"location (/api/) \{ return 404; \}", conf)
    assert hidden and ROUTE.startswith(hidden[1])


@pytest.mark.services
@pytest.mark.skipif(
    NGINX is None and os.environ.get("REQUIRE_SERVICES") != "1",
    reason="no nginx is installed (Debian: apt install nginx-light)",
)
def test_nginx_takes_the_configuration(tmp_path: Path):
    conf = tmp_path / "nginx.conf"
    ports = {"app1": 18501, "app2": 18502, "app3": 18503, "nginx": 18080}
    conf.write_text(local_conf((DEPLOY / "nginx.conf").read_text(encoding="utf-8"), tmp_path, ports))
    said = subprocess.run([str(NGINX), "-t", "-e", "stderr", "-c", str(conf)], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


def test_replicas_that_are_not_started_are_taken_out_of_the_configuration(tmp_path: Path):
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    conf = local_conf(text, tmp_path, {"app1": 1111, "app2": 2222, "nginx": 3333})
    assert "app3" not in conf
    assert conf.count("server 127.0.0.1:1111") == conf.count("server 127.0.0.1:2222") == 3
    assert conf.count("{") == conf.count("}")


def test_pods_have_probes_limits_and_as_few_rights_as_can_be():
    pod = next(each for each in documents(DEPLOY / "kubernetes") if each["kind"] == "StatefulSet")["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    assert {"startupProbe", "livenessProbe", "readinessProbe", "resources"} <= set(container)
    assert container["securityContext"]["readOnlyRootFilesystem"] and pod["spec"]["securityContext"]["runAsNonRoot"]
    # Else variables such as INTERVIEWER_PORT=tcp://... come from the service of the same name.
    assert pod["spec"]["enableServiceLinks"] is False


def test_every_file_that_is_named_to_kustomize_is_there_and_no_secret_is_written_down():
    for file in DEPLOY.rglob("kustomization.yaml"):
        for name in yaml.safe_load(file.read_text())["resources"]:
            assert (file.parent / name).exists(), f"{file}: {name}"
    assert all(each["kind"] != "Secret" for each in documents(DEPLOY / "kubernetes"))
