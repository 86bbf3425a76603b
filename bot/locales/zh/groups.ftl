# 群：谁付积分、回答发到了哪里、谁能进、额度和暂停。

job-payer = 用 { $name } 的账号支付
sent-elsewhere = 原来提要求的地方没有了，所以发到这里。

held-up = 管理员暂停了这一项（{ held-scope }）：“{ $reason }”。没花积分，请过一会儿再发。
held-up-plain = 管理员暂停了这一项（{ held-scope }）。没花积分，请过一会儿再发。
state-held = 管理员让它先等一等：“{ $reason }”。之后自动继续，没花积分。
state-held-plain = 管理员让它先等一等。之后自动继续，没花积分。
failure-held = 管理员让它先等着。
failure-held-next = 暂停结束后会自动继续。

quota-used-user-day = 今天的额度用完了（{ $used }/{ $most } { $unit ->
        [credits] 积分
       *[jobs] 个任务
    }），00:00（UTC+8，{ $back }）恢复。没花积分。
quota-used-user-month = 这个月的额度用完了（{ $used }/{ $most } { $unit ->
        [credits] 积分
       *[jobs] 个任务
    }），{ $back } 恢复。没花积分。
quota-used-chat-day = 这个群今天的额度用完了（{ $used }/{ $most } { $unit ->
        [credits] 积分
       *[jobs] 个任务
    }），00:00（UTC+8，{ $back }）恢复。没花积分。私聊另有额度。
quota-used-chat-month = 这个群这个月的额度用完了（{ $used }/{ $most } { $unit ->
        [credits] 积分
       *[jobs] 个任务
    }），{ $back } 恢复。没花积分。私聊另有额度。

operator-chat-added =
    { $name }（<code>{ $user }</code>）把我拉进了“{ $chat }”（<code>{ $id }</code>）。
    你放行之前，我在那里不说话。
operator-chat-called =
    { $name }（<code>{ $user }</code>）在“{ $chat }”（<code>{ $id }</code>）里叫了我。
    这个群没有放行，我在那里不说话。
operator-let-in = ✅ { $name } 已放行。撤销：<code>/admin deny { $id }</code>
button-allow = ✅ 放行
button-leave = 🚪 退出
tap-allowed = 已放行：{ $id }
tap-left = 我退出了 { $id }。
tap-not-left = 退不出 { $id }：我不在那里，或者 Telegram 不让。
tap-operators-only = 只有管理员能这样做。
