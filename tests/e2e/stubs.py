"""Python stubs of our services, made from the .proto files by Debian's own plugin: a client whose library nobody here wrote.

    with Stubs() as api:
        stub = api.report.ReportServiceStub(channel)
        stub.GetPlan(api.report_pb.GetPlanRequest())
"""
import importlib
import pathlib
import subprocess
import sys
import tempfile

from commune import SOURCE

SERVICES = ("report", "admin", "school", "sync")


class Stubs:
    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="gom-stubs-")
        protos = sorted(str(p.relative_to(SOURCE / "proto")) for p in (SOURCE / "proto/gom/v1").glob("*.proto"))
        subprocess.run(["protoc", f"-I{SOURCE / 'proto'}", f"--python_out={self.folder.name}",
                        f"--grpc_python_out={self.folder.name}", "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin",
                        *protos], check=True)
        sys.path.insert(0, self.folder.name)
        for name in SERVICES:
            setattr(self, name, importlib.import_module(f"gom.v1.{name}_pb2_grpc"))
            setattr(self, f"{name}_pb", importlib.import_module(f"gom.v1.{name}_pb2"))
        self.record_pb = importlib.import_module("gom.v1.record_pb2")
        return self

    def __exit__(self, *_):
        sys.path.remove(self.folder.name)
        self.folder.cleanup()
