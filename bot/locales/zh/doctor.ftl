# 体检：每项检查看到了什么、该怎么办。命令行读的是英文那份。

doctor-well = ✅ <b>{ $name }</b>：{ $detail }
doctor-ill = ❌ <b>{ $name }</b>：{ $detail }
    → { $advice }
doctor-and = {"，"}
doctor-also = {"；"}
doctor-verdict = { $failed ->
        [0] 一切正常。
       *[other] 有 { $failed } 项需要处理。
    }
doctor-span = { $unit ->
        [days] { $number } 天
        [hours] { $number } 小时
        [minutes] { $number } 分钟
       *[seconds] { $number } 秒
    }
doctor-itself = 体检
doctor-checks-broke = 检查本身出错了（{ $error }）
doctor-see-log = 看看机器人的日志

doctor-settings = 设置
doctor-settings-wrong = { $why }
doctor-see-example = 对照 .env.example 改好再查一次
doctor-readable = 读得懂
doctor-everybody = 任何人都可以使用机器人
doctor-people = { $count ->
        [0] 没有人可以使用机器人
       *[other] { $count } 人可以使用机器人
    }
doctor-let-in = 把用户 id 写进 ALLOWED_USERS，或者写 * 对所有人开放

doctor-folder = 数据目录
doctor-folder-room = { $folder }，剩余 { $size } MB
doctor-folder-locked = { $folder } 写不进去（{ $why }）
doctor-made-at-start = 第一次启动时创建
doctor-make-writable = 让运行机器人的用户可以写入，或者腾出空间
doctor-free-space = 至少腾出 { $size } MB

doctor-keys = 密钥
doctor-keys-known = { $place }，{ $count } 个密钥，最新的是 { $newest }
doctor-keys-mode = 权限 { $mode }
doctor-keys-unusable = 用不了（{ $why }）
doctor-put-keys = 把正确的密钥放回去，或者恢复一份备份
doctor-close-keys = chmod 600 { $path }；机器上还有别人的话，再运行 main.py keys rotate
doctor-put-keys-back = 下次启动前放回一份备份，否则所有人都要重新登录
doctor-file-to-come = { $path } 会在第一次启动时创建
doctor-file-gone = { $path } 不见了

doctor-database = 数据库
doctor-database-sound = { $path } 完好，结构版本 { $schema }
doctor-database-older = 下次启动时升级到 { $schema }
doctor-database-damaged = 已损坏（{ $why }）
doctor-restore-database = 停下机器人，把文件和它的 -wal 另存一份，再用最新的备份替换（main.py restore BACKUP）；也可以移走它们从头开始，那样所有人都要重新登录
doctor-database-foreign = 是空的，或者是别的程序的
doctor-database-address = DATABASE_URL 不是 SQLite 文件的地址
doctor-name-database = 在 DATABASE_URL 里写上机器人自己的文件
doctor-database-newer = 是更新版本的机器人写的
doctor-run-newer = 运行那个更新的版本，或者恢复升级前的备份
doctor-database-unreadable = 读不了（{ $why }）
doctor-free-database = 检查磁盘，也看看有没有别的程序占用它

doctor-logins = 登录
doctor-logins-readable = { $count ->
        [0] 还没有
       *[other] { $count } 个，都能读
    }
doctor-logins-lost = { $count } 个里有 { $lost } 个读不了，缺少它们的密钥
doctor-put-missing-keys = 把缺少的密钥放回去，或者让这些人重新登录

doctor-bot = 机器人
doctor-bot-none = { $folder } 上没有机器人在运行
doctor-bot-running = 正在运行
doctor-bot-part = { $part ->
        [polling] 收消息
       *[worker] 做任务
    }
doctor-bot-moved = { doctor-bot-part }：{ doctor-span }前有动静
doctor-bot-still = { doctor-bot-part }：一直没有动静
doctor-bot-restart = 看看它的日志；重启不会有损失

doctor-work = 任务
doctor-work-none = 没有未完成的任务
doctor-work-unknown = 最久的不明任务已有 { doctor-span }
doctor-work-unknown-long = 有不明的任务在等本人回答，或者在等即梦
doctor-work-messages = { $count } 条消息还没处理
doctor-work-messages-long = 消息等得太久：看看机器人的日志
doctor-work-overdue = 有任务超时 { doctor-span }
doctor-work-overdue-long = 任务处理不过来：看看机器人的日志
doctor-work-login = 其中 { $count } 个在等 /login

doctor-clock = 时钟
doctor-clock-agrees = 和服务器相差不到 { $seconds } 秒
doctor-clock-ahead = 比服务器快 { doctor-span }
doctor-clock-behind = 比服务器慢 { doctor-span }
doctor-clock-past = 比这里以前写下的时间还早
doctor-clock-plausible = 看起来合理，没有服务器可以对照
doctor-set-clock = 校准这台机器的时钟（NTP）：签名、TLS 和等待都靠它

doctor-telegram = Telegram
doctor-token = 机器人 token
doctor-token-none = 没有设置 TELEGRAM_BOT_TOKEN
doctor-token-get = 向 @BotFather 要一个
doctor-token-untried = 没有试（{ $why }）
doctor-token-way = 先修好到 Telegram 的连接
doctor-token-unknown = Telegram 不认识它
doctor-token-again = 重新从 @BotFather 取 token：抄错了，或者已作废
doctor-token-name = @{ $name }
doctor-token-updates = Telegram 上有 { $count } 条更新在等
doctor-token-webhook = 设置了 webhook，启动时会取消

doctor-site-own = 站点（JIMENG_API_URL）
doctor-site-jimeng = 站点 即梦
doctor-site-dreamina = 站点 Dreamina { $regions }
doctor-answers = { $host } 有回应（{ $status }）
doctor-through = 经过 { $setting }
doctor-hop = { $hop ->
        [dns] DNS
        [tcp] TCP
        [proxy_dns] 代理的 DNS
        [proxy_tcp] 代理的 TCP
        [proxy] 代理
        [behind_proxy] 代理之后
        [tls] TLS
       *[http] HTTP
    }
doctor-far-words = { doctor-hop }：{ $host } 不通（{ $why }）
doctor-no-name = { doctor-hop }：查不到 { $host }
doctor-no-answer = { doctor-hop }：{ $host } 没有回应
doctor-no-way = { doctor-hop }：通不到 { $host }（{ $why }）
doctor-no-connection = { doctor-hop }：连不上 { $host }
doctor-no-answer-in = { doctor-hop }：{ $host } 在 { $seconds } 秒内没有回应
doctor-odd-answer = { doctor-hop }：{ $host } 的回应不对（{ $why }）
doctor-check-proxy = 检查 { $setting }：主机、端口、用户名和密码，以及它是否开着
doctor-check-name = 检查域名和这台机器的 DNS
doctor-check-certificate = 路上有东西换了证书，或者时钟不准
doctor-check-route = 有防火墙，或者没有路由：可以用 { $setting } 绕过去
doctor-try-later = 过一会儿再试，或者换个网络
