import multiprocessing

if __name__ == "__main__":
    jobs = multiprocessing.JoinableQueue()
    jobs.put("the only job")
    jobs.get()
    jobs.task_done()
    jobs.join()
    print("join() returned")
    jobs.task_done()
