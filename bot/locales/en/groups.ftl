# Groups: who pays, where answers went, who may come in, quotas and pauses.

job-payer = Paid with { $name }’s login
sent-elsewhere = The place where this was asked for is gone, so I write here.

held-up = The operator paused this ({ held-scope }): “{ $reason }”. Nothing was spent. Send it again later.
held-up-plain = The operator paused this for a while ({ held-scope }). Nothing was spent. Send it again later.
state-held = Held up by the operator: “{ $reason }”. It goes on by itself, nothing spent.
state-held-plain = Held up by the operator for a while. It goes on by itself, nothing spent.
failure-held = The operator holds this up.
failure-held-next = It goes on by itself when the pause ends.

quota-used-user-day = Today’s quota is used ({ $used }/{ $most } { $unit ->
        [credits] credits
       *[jobs] jobs
    }); back at 00:00 (UTC+8, { $back }). Nothing was spent.
quota-used-user-month = This month’s quota is used ({ $used }/{ $most } { $unit ->
        [credits] credits
       *[jobs] jobs
    }); back on { $back }. Nothing was spent.
quota-used-chat-day = Today’s quota of this group is used ({ $used }/{ $most } { $unit ->
        [credits] credits
       *[jobs] jobs
    }); back at 00:00 (UTC+8, { $back }). Nothing was spent. The private chat has a quota of its own.
quota-used-chat-month = This month’s quota of this group is used ({ $used }/{ $most } { $unit ->
        [credits] credits
       *[jobs] jobs
    }); back on { $back }. Nothing was spent. The private chat has a quota of its own.

operator-chat-added =
    { $name } (<code>{ $user }</code>) added me to “{ $chat }” (<code>{ $id }</code>).
    I am silent there until you let the group in.
operator-chat-called =
    { $name } (<code>{ $user }</code>) called me in “{ $chat }” (<code>{ $id }</code>).
    It is not let in, and I am silent there.
operator-let-in = ✅ Let in by { $name }. To undo: <code>/admin deny { $id }</code>
button-allow = ✅ Let in
button-leave = 🚪 Leave
tap-allowed = Let in: { $id }
tap-left = I left { $id }.
tap-not-left = I can’t leave { $id }: I am not there, or Telegram refused.
tap-operators-only = Only the operator may do that.
