import concurrent.futures

if __name__ == "__main__":
    future = concurrent.futures.Future()
    wanted = future.set_running_or_notify_cancel()
    print(f"wanted: {wanted}, running: {future.running()}")
    future.set_result(49)
    print(f"result: {future.result()}")
    try:
        future.set_exception(ValueError("too late"))
    except concurrent.futures.InvalidStateError:
        print(
            f"InvalidStateError, the result is still {future.result()}"
        )
