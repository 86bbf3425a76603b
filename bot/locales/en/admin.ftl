# /admin: what operators ask for. Nobody else sees these.

command-admin = for operators

admin-unread = There is no “{ $typed }”. Nothing was changed.
admin-usage = <b>/admin</b>
admin-usage-access = <code>/admin allow</code> or <code>deny</code> and an id, or in reply to somebody, or in the group itself; alone: the list. Nothing was changed by this message.
admin-usage-quota = <code>/admin quota users|chats|ID day|month jobs|credits 20|none|default</code>. Nothing was changed by this message.
admin-usage-pause = <code>/admin pause [all|image|video|model] [reason]</code>: nothing of it is taken or sent until <code>resume</code>.
admin-usage-resume = That is not paused. Paused: { $paused }. Nothing was changed.
admin-usage-resume-short = <code>/admin resume [all|image|video|model]</code>; alone: everything.
admin-usage-jobs = <code>/admin jobs</code>: where all jobs stand.
admin-usage-stats = <code>/admin stats [1–366 days]</code>: jobs, credits, people.
admin-usage-doctor = <code>/admin doctor</code>: is everything well.
admin-usage-backup = <code>/admin backup</code>: a copy of the database on the server.
admin-usage-drain = <code>/admin drain</code>: take nothing more, finish what is in hand, end.
admin-privately = Ask me that in the private chat.

admin-allowed = { $kind ->
        [chat] Group
       *[user] Person
    } <code>{ $id }</code>: let in
admin-denied = { $kind ->
        [chat] Group
       *[user] Person
    } <code>{ $id }</code>: kept out

admin-quota-title = <b>Quotas</b>
admin-quota-none = There are none.
admin-quota-line = { $who ->
        [everybody] { $kind ->
            [chat] every group
           *[user] everybody
        }
       *[one] <code>{ $id }</code>
    } · { $period ->
        [month] a month
       *[day] a day
    } · { $most ->
        [none] no limit of
       *[other] { $most }
    } { $unit ->
        [credits] credits
       *[jobs] jobs
    }

admin-paused = Paused: { held-scope } ({ $reason })
admin-paused-plain = Paused: { held-scope }
admin-resumed = Goes on: { $scopes }
admin-nothing-paused = Nothing was paused.

admin-jobs-title = <b>Jobs</b> · in hand { $in_hand }
admin-jobs-line = { job-state }: { $count }
admin-jobs-none = No unfinished jobs.
admin-jobs-unknown = The oldest unknown one: { $age }

admin-stats-title = <b>{ $days ->
        [one] Last day
       *[other] Last { $days } days
    }</b>
admin-stats-whole = { $jobs ->
        [one] 1 job
       *[other] { $jobs } jobs
    } · { $users ->
        [one] 1 person
       *[other] { $users } people
    } · { $credits ->
        [one] 1 credit
       *[other] { $credits } credits
    } known to be spent
admin-stats-kind = { $kind ->
        [image] pictures
       *[video] videos
    }: { $count }
admin-stats-day = { $day }: { $count }

admin-backup-done = <code>{ $path }</code> · { $size } MB. The keys of the logins are not in it: keep a copy of them in another place.
admin-backup-failed = No copy was made: { $why }
admin-draining = I take nothing more. In hand: { $in_hand }. When that is done I end; everything else goes on at the next start.
admin-drain-over = That was asked of an earlier process. I have started since.

operator-resumed = Started{ $all ->
        [0] { " · " }nothing was left open
       *[other] { "" }
    }{ $jobs ->
        [0] { "" }
       *[other] { " · " }resumed { $jobs }
    }{ $waiting ->
        [0] { "" }
       *[other] { " · " }waiting for login { $waiting }
    }{ $unknown ->
        [0] { "" }
       *[other] { " · " }unknown { $unknown }
    }{ $showings ->
        [0] { "" }
       *[other] { " · " }showing again { $showings }
    }{ $copies ->
        [0] { "" }
       *[other] { " · " }copies of announcements { $copies }
    }{ $albums ->
        [0] { "" }
       *[other] { " · " }albums { $albums }
    }{ $collections ->
        [0] { "" }
       *[other] { " · " }collecting pictures { $collections }
    }{ $claims ->
        [0] { "" }
       *[other] { " · " }daily credits due { $claims }
    }{ $losses ->
        [0] { "" }
       *[other] { " · " }ended logins to tell { $losses }
    }{ $arrived ->
        [0] { "" }
       *[other] { " · " }sent while down { $arrived }
    }
operator-trouble = ⚠️ <code>{ $what }</code> ×{ $count }
