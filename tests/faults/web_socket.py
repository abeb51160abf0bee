"""What a page says to the server, and hears from it."""

from __future__ import annotations


def a_rerun(address: str) -> bytes:
    from streamlit.proto.BackMsg_pb2 import BackMsg

    message = BackMsg()
    page, _, query = address.partition("?")
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.context_info.timezone = "Asia/Shanghai"
    return message.SerializeToString()


def until_finished(socket):
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    while True:
        data = socket.recv(timeout=60)
        yield data
        message = ForwardMsg()
        message.ParseFromString(data)
        if message.WhichOneof("type") == "script_finished":
            return
