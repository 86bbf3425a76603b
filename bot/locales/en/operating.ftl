# What operators hold up, and where jobs stand, in words.

held-scope = { $scope ->
        [all] everything
        [image] pictures
        [video] videos
       *[model] { $scope }
    }
job-state = { $state ->
        [drafted] receipt open
        [queued] waiting
        [needs_login] needs login
        [submitting] being sent
        [uncertain] unknown, the person is asked
        [running] generating
        [delivering] being delivered
        [succeeded] done
        [failed] failed
        [cancelled] cancelled
       *[expired] expired
    }
