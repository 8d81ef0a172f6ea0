"""What the hooks put on pages, in both languages."""

import os

from harness.interpreters import SYSTEM_NAMES as SYSTEMS

WORDS = {
    "zh": {
        "same": "三种启动方式下输出相同",
        "only": "只在 {methods} 下运行",
        "only_same": "只在 {methods} 下运行，输出相同",
        "systems": "只在 {systems} 上运行",
        "anyorder": "各行顺序不定",
        "and": " 和 ",
        "comma": "，",
        "download": "下载 {name}",
        "notebook": "下载这个笔记本",
        "figures": "本站有 {snippets} 个示例、{transcripts} 份输出记录。",
        "total": "在 {interpreters} 个解释器上运行了 {cells} 项，其中 {passed} 项与记录一致：",
        "no_results": "这次构建没有拿到测试结果，所以这里不列出任何解释器。",
        "interpreters_head": "解释器|系统|验证项|通过|用时|日期",
        "seconds": "{} 秒",
        "interpreter": "解释器",
        "snippet": "示例",
        "matrix": "验证矩阵",
        "legend": "每格三个记号依次是 fork、spawn、forkserver：{marks}。",
        "passed": "通过",
        "failed": "失败",
        "absent": "不运行",
        "unverified": "未验证",
        "none_failed": "没有失败的验证项。",
        "these_failed": "失败的验证项：",
        "under": "（{methods}）",
        "colon": "：",
        "semicolon": "；",
        "stop": "；",
        "enumerate": "、",
        "special": "{builds} 个特殊构建",
        "on": "{interpreters}，{systems}",
        "verified": "已验证：{by}，{cells} 项",
        "verified_one": "已验证：{by}，{cells} 项",
        "failed_of": "{cells} 项中 {failed} 项失败",
        "unverified_of": "{cells} 项中 {unverified} 项未验证",
        "older_of": "{cells} 项中 {older} 项与旧版本的输出记录一致，这里没有显示",
        "older": "同旧版本",
        "changed_since": "改动之后还没有验证",
        "no_results_here": "这次构建没有验证结果",
        "in_matrix": "在验证矩阵里看这一行",
    },
    "en": {
        "same": "Same under all three start methods",
        "only": "Runs only under {methods}",
        "only_same": "Runs only under {methods}, with the same output",
        "systems": "{systems} only",
        "anyorder": "lines in any order",
        "and": " and ",
        "comma": ", ",
        "download": "Download {name}",
        "notebook": "Download this notebook",
        "figures": "This site has {snippets} snippets and {transcripts} transcripts. ",
        "total": "Cells run with {interpreters} interpreters: {cells}; as documented: {passed}.",
        "no_results": "This build was given no test results, so no interpreter is listed.",
        "interpreters_head": "Interpreter|System|Cells|Passed|Time|Date",
        "seconds": "{} s",
        "interpreter": "Interpreter",
        "snippet": "Snippet",
        "matrix": "Verification matrix",
        "legend": "The three marks are fork, spawn and forkserver, in this order: {marks}.",
        "passed": "passed",
        "failed": "failed",
        "absent": "not run",
        "unverified": "not verified",
        "none_failed": "No cell failed.",
        "these_failed": "These cells failed:",
        "under": " ({methods})",
        "colon": ": ",
        "semicolon": "; ",
        "stop": ". ",
        "enumerate": ", ",
        "special": "{builds} special builds",
        "on": "{interpreters} on {systems}",
        "verified": "Verified: {by}, {cells} cells",
        "verified_one": "Verified: {by}, {cells} cell",
        "failed_of": "{failed} of {cells} cells failed",
        "unverified_of": "{unverified} of {cells} cells not verified",
        "older_of": "{older} of {cells} cells as recorded for older releases, not shown here",
        "older": "as before",
        "changed_since": "Not verified since it was changed",
        "no_results_here": "This build was given no test results",
        "in_matrix": "This row of the verification matrix",
    },
}
TIMELINES = {
    "zh": {
        "steps": "逐步说明",
        "ms": "{} 毫秒",
        "line": "（第 {} 行）",
        "colon": "：",
        "comma": "，",
        "full_stop": "。",
        "feeder": "送数线程 {}",
        "thread": "{process} 的{thread}",
        "alternative": "{method} 下的时间线，{count} 个进程：",
        "alternative_one": "{method} 下的时间线，{count} 个进程：",
        "ended": "{name} {end}",
        "costs": "从 start() 到子进程开始执行：{}。",
        "cost": "{method} {ms} 毫秒",
        "measured": "一次运行的实测，{interpreter}，{system}。",
        "varies": "再运行一次，先后可能不同。",
        "runs": "启动 Python",
        "fork server": "启动 Python：它负责 fork 出子进程",
        "resource tracker": "启动 Python：它负责清理共享资源",
        "start": "启动 {}",
        "begin": "开始执行目标函数",
        "put": "把一条消息放进 {}",
        "send": "把一条消息发到 {}",
        "set": "发出通知 {}",
        "release": "释放 {}",
        "signal": "向 {} 发信号",
        ">": "打印 {}",
        "cut": "此后 {} 步从略",
        "still": "仍在运行",
        "end": "结束，退出码是 {}",
        "end by": "被信号 {} 结束",
        "end helper": "结束",
        "end ?": "结束，没有进程来取它的退出码",
        "wait": "开始等待：{}",
        "wait join": "开始等 {} 结束（join）",
        "wait get": "开始等 {} 里的消息（get）",
        "wait recv": "开始等 {} 传来的消息（recv）",
        "wait poll": "开始等 {} 有消息可收（poll）",
        "wait put": "开始等 {} 腾出空位（put）",
        "wait send": "开始等管道腾出空间，好发送 {} 里的数据",
        "wait flush": "开始等送数线程把 {} 里的数据送完",
        "wait acquire": "开始等 {}（acquire）",
        "wait wait": "开始等 {} 的通知（wait）",
        "wait result": "开始等进程池的结果",
        "wait sleep": "开始睡 {} 秒（sleep）",
        "done": "等到了：{}",
        "done join": "{} 已结束，join() 返回",
        "done get": "从 {} 取到消息",
        "done recv": "从 {} 收到消息",
        "done poll": "{} 有消息可收，poll() 返回",
        "done put": "把一条消息放进了 {}",
        "done send": "数据发到了 {}",
        "done flush": "{} 里的数据已送完",
        "done acquire": "得到 {}",
        "done wait": "等到了 {} 的通知",
        "done result": "拿到进程池的结果",
        "done sleep": "睡完 {} 秒",
        "timeout": "等 {} 等到超时",
        "timeout join": "等到超时，{} 还没有结束，join() 返回",
        "timeout poll": "等到超时，{} 没有消息，poll() 返回",
        "timeout wait": "等到超时，没有 {} 的通知，wait() 返回",
        "timeout acquire": "等到超时，没有得到 {}",
        "fail": "{} 抛出 {error}",
    },
    "en": {
        "steps": "Step by step",
        "ms": "{} ms",
        "line": " (line {})",
        "colon": ": ",
        "comma": ", ",
        "full_stop": ".",
        "feeder": "feeder {}",
        "thread": "{process}, {thread}",
        "alternative": "Timeline under {method}, {count} processes: ",
        "alternative_one": "Timeline under {method}, {count} process: ",
        "ended": "{name} {end}",
        "costs": "From start() until the child ran: {}. ",
        "cost": "{method} {ms} ms",
        "measured": "Measured in one run, {interpreter} on {system}.",
        "varies": " In another run the order may differ.",
        "runs": "Python starts",
        "fork server": "Python starts; this process forks the children",
        "resource tracker": "Python starts; this process cleans up shared resources",
        "start": "starts {}",
        "begin": "begins its target",
        "put": "puts a message into {}",
        "send": "sends a message to {}",
        "set": "notifies {}",
        "release": "releases {}",
        "signal": "sends a signal to {}",
        ">": "prints {}",
        "cut": "{} more steps are left out",
        "still": "still runs",
        "end": "ends with exit code {}",
        "end by": "is ended by {}",
        "end helper": "ends",
        "end ?": "ends; no process asked for its exit code",
        "wait": "begins to wait: {}",
        "wait join": "begins to wait for the end of {} (join)",
        "wait get": "begins to wait for a message in {} (get)",
        "wait recv": "begins to wait for a message from {} (recv)",
        "wait poll": "begins to wait until {} has a message (poll)",
        "wait put": "begins to wait for room in {} (put)",
        "wait send": "begins to wait for room in the pipe, to send what {} holds",
        "wait flush": "begins to wait until the feeder thread has sent what {} holds",
        "wait acquire": "begins to wait for {} (acquire)",
        "wait wait": "begins to wait for {} (wait)",
        "wait result": "begins to wait for a result of the pool",
        "wait sleep": "begins to sleep {} s",
        "done": "waited long enough: {}",
        "done join": "{} has ended, join() returns",
        "done get": "gets a message from {}",
        "done recv": "receives a message from {}",
        "done poll": "{} has a message, poll() returns",
        "done put": "has put a message into {}",
        "done send": "has sent the data to {}",
        "done flush": "all of {} has been sent",
        "done acquire": "has got {}",
        "done wait": "{} came about",
        "done result": "has the result of the pool",
        "done sleep": "slept {} s",
        "timeout": "{}: the timeout has passed",
        "timeout join": "the timeout has passed, {} still runs, join() returns",
        "timeout poll": "the timeout has passed, {} has no message, poll() returns",
        "timeout wait": "the timeout has passed without {}, wait() returns",
        "timeout acquire": "the timeout has passed without {}",
        "fail": "{} raises {error}",
    },
}
BUILDS = {  # in Chinese; what isn't here stays in English
    "free-threaded": "自由线程",
    "32-bit": "32 位",
    "big-endian": "大端",
}


def name_systems(systems, text) -> str:
    """Returns the systems' names as one phrase: `Linux, macOS and Windows`."""
    *names, last = [SYSTEMS[each] for each in SYSTEMS if each in systems]
    return text["and"].join(filter(None, [text["enumerate"].join(names), last]))


def build_of(run, text) -> str:
    """Returns what is unusual about an interpreter's build, in words of the page."""
    parts = run.build.split(", ")
    if text is WORDS["zh"]:
        parts = [BUILDS.get(each, each) for each in parts]
    return " ".join(parts)


def name_of(run, text) -> str:
    """Returns an interpreter's whole name: `CPython 3.13.1 free-threaded`."""
    return f"{run.implementation} {run.release} {build_of(run, text)}".rstrip()


def machine_of(run) -> str:
    """Returns where an interpreter runs: `Linux x86_64`."""
    return f"{SYSTEMS[run.system]} {run.machine}"


def words(config) -> dict[str, str]:
    """Returns the words of the site that `config` builds."""
    return WORDS[config.theme["language"]]


def to_root(page, config) -> str:
    """Returns the way from `page` to the root of the whole site: `../../`.

    The whole site is the Chinese one; the English one lies in its folder `en/`.
    """
    below = page.url.strip("./").count("/") + (page.url.strip("./") != "")
    return "../" * (below + (config.theme["language"] == "en"))


def line_of(page, markdown: str, offset: int) -> str:
    """Names a place in `markdown`, a page's text so far: `docs/zh/process/pid.md:12`.

    The text that hooks see begins after the front matter, the file doesn't. It holds
    for hooks that run before one that adds lines.
    """
    source = page.file.content_string
    start = max(source.find(page.markdown), 0)
    line = source.count("\n", 0, start) + markdown.count("\n", 0, offset) + 1
    path = os.path.relpath(page.file.abs_src_path)
    return f"{path}:{line}"
