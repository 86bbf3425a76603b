# /admin：只给管理员看的。

command-admin = 管理员专用

admin-unread = 没有“{ $typed }”这个命令。什么都没有改。
admin-usage = <b>/admin</b>
admin-usage-access = <code>/admin allow</code> 或 <code>deny</code> 加 id，或者回复某人，或者直接在群里发；单独发就列出名单。这条消息没有改动任何东西。
admin-usage-quota = <code>/admin quota users|chats|ID day|month jobs|credits 20|none|default</code>。这条消息没有改动任何东西。
admin-usage-pause = <code>/admin pause [all|image|video|模型] [原因]</code>：<code>resume</code> 之前不接也不发。
admin-usage-resume = 这一项没有暂停。现在暂停的：{ $paused }。没有改动任何东西。
admin-usage-resume-short = <code>/admin resume [all|image|video|模型]</code>；单独发就全部继续。
admin-usage-jobs = <code>/admin jobs</code>：所有任务到了哪一步。
admin-usage-stats = <code>/admin stats [1–366 天]</code>：任务、积分、人数。
admin-usage-doctor = <code>/admin doctor</code>：检查一切是否正常。
admin-usage-backup = <code>/admin backup</code>：在服务器上存一份数据库。
admin-usage-drain = <code>/admin drain</code>：不再接新的，做完手上的就退出。
admin-privately = 这个请在私聊里问我。

admin-allowed = { $kind ->
        [chat] 群
       *[user] 用户
    } <code>{ $id }</code>：已放行
admin-denied = { $kind ->
        [chat] 群
       *[user] 用户
    } <code>{ $id }</code>：不放行

admin-quota-title = <b>额度</b>
admin-quota-none = 没有设置。
admin-quota-line = { $who ->
        [everybody] { $kind ->
            [chat] 每个群
           *[user] 每个人
        }
       *[one] <code>{ $id }</code>
    } · { $period ->
        [month] 每月
       *[day] 每天
    } · { $most ->
        [none] { $unit ->
            [credits] 不限积分
           *[jobs] 不限任务
        }
       *[other] { $most } { $unit ->
            [credits] 积分
           *[jobs] 个任务
        }
    }

admin-paused = 已暂停：{ held-scope }（{ $reason }）
admin-paused-plain = 已暂停：{ held-scope }
admin-resumed = 继续：{ $scopes }
admin-nothing-paused = 没有暂停的。

admin-jobs-title = <b>任务</b> · 手上 { $in_hand }
admin-jobs-line = { job-state }：{ $count }
admin-jobs-none = 没有未完成的任务。
admin-jobs-unknown = 最久的不明任务：{ $age }

admin-stats-title = <b>最近 { $days } 天</b>
admin-stats-whole = { $jobs } 个任务 · { $users } 人 · 已知花费 { $credits } 积分
admin-stats-kind = { $kind ->
        [image] 图片
       *[video] 视频
    }：{ $count }
admin-stats-day = { $day }：{ $count }

admin-backup-done = <code>{ $path }</code> · { $size } MB。里面没有登录的密钥，密钥请另外存一份。
admin-backup-failed = 没有备份成：{ $why }
admin-draining = 不再接新的。手上还有 { $in_hand } 个，做完就退出；其余的下次启动后继续。
admin-drain-over = 这是对上一个进程说的。我已经重新启动过了。

operator-resumed = 已启动{ $all ->
        [0] { " · " }没有未完的事
       *[other] { "" }
    }{ $jobs ->
        [0] { "" }
       *[other] { " · " }继续 { $jobs }
    }{ $waiting ->
        [0] { "" }
       *[other] { " · " }等登录 { $waiting }
    }{ $unknown ->
        [0] { "" }
       *[other] { " · " }不明 { $unknown }
    }{ $showings ->
        [0] { "" }
       *[other] { " · " }重发结果 { $showings }
    }{ $copies ->
        [0] { "" }
       *[other] { " · " }公告待发 { $copies }
    }{ $albums ->
        [0] { "" }
       *[other] { " · " }相册 { $albums }
    }{ $collections ->
        [0] { "" }
       *[other] { " · " }收图中 { $collections }
    }{ $claims ->
        [0] { "" }
       *[other] { " · " }待自动签到 { $claims }
    }{ $losses ->
        [0] { "" }
       *[other] { " · " }待通知登录失效 { $losses }
    }{ $arrived ->
        [0] { "" }
       *[other] { " · " }停机时收到 { $arrived }
    }
operator-trouble = ⚠️ <code>{ $what }</code> ×{ $count }
