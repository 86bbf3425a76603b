# 关于一个人保存了什么：给本人看、删除、说明。

command-mydata = 关于我保存的全部数据
command-forget = 删除关于我的一切
command-privacy = 保存了什么，谁能看到

data-privately = 这个只在私聊里进行。这里什么都没有发送，也没有删除。
data-jobs = · 任务（提示词、结果和文件）：{ $count }
data-accounts = · 登录：{ $count }
data-stars = · 收藏：{ $count }
data-styles = · 风格：{ $count }
data-preferences = · 设置：{ $count }
data-rest = · 其他条目（语言、列表、带结果的消息等）：{ $count }
data-none = · 没有

mydata-coming =
    <b>关于你保存的一切</b>会以 zip 发来，里面是 JSON 文件，不含登录用的 session id。图片本身请点结果下面的 📄，或用 /show。

forget-ask = <b>要删除关于你的一切吗？</b>以下内容连同服务器硬盘上的文件都会永久删除：
forget-unfinished = 没完成的任务：{ $count } 个。都还没有提交，不花积分。
forget-unfinished-sent = 没完成的任务：{ $count } 个，其中 { $sent } 个可能已经在即梦进行：它们会在那边自己结束，积分可能已花，结果不再取回，网站上可以看到。
forget-stays =
    <b>会留下的：</b>聊天里的消息（请在 Telegram 里删除）；网站上的历史和登录（到网站退出登录才会失效）；别人用你的结果做的东西；管理员是否让你使用、额度用了多少；一个不含姓名的标记，说明你的账号今天已签到或某个模型暂停中（到期删除）；管理员的日志（你的 Telegram id 和任务编号，没有提示词）和备份，包括更新前自动留的副本。
    这一步不花积分。
forget-done = 关于你的一切都已删除。再发消息就是重新开始，/login 可以绑定账号。没有花积分。
forget-kept = 什么都没有删除。
forget-ask-again = 这不是问你的，或者问得太久了。什么都没有删除。再发一次 /forget。
button-forget-me = 🗑 全部删除
button-keep-me = ✕ 保留

privacy =
    <b>保存了什么</b>
    你的 Telegram id、语言和设置；你的登录；每次请求的提示词、图片引用、结果和花费；收藏、风格和你查过的列表。收到的消息只留到处理完为止。
    <b>在哪里，多久</b>
    在这台服务器的数据库和文件夹里，直到你删除。session id 和待处理的消息是加密的。提示词和图片会以你自己的登录发给即梦或 Dreamina，并经过 Telegram。
    <b>谁能看到</b>
    你自己。这台服务器的管理员，但读 session id 需要密钥文件。群里发出的内容，还有你放进 /gallery 的，群里的人都能看到。没有别人；这里不出售，也不用来训练。
    <b>怎么删除</b>
    结果下面的 🗑 删除那个任务。/logout 删除登录。/forget 删除一切，/mydata 可以先看看。日志里留有你的 Telegram id 和任务编号，没有提示词；备份和更新前的副本会保留当时的内容，直到管理员删除。
