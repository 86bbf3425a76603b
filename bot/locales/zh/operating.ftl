# 管理员暂停的是什么，任务到了哪一步。

held-scope = { $scope ->
        [all] 全部
        [image] 图片
        [video] 视频
       *[model] { $scope }
    }
job-state = { $state ->
        [drafted] 等待确认
        [queued] 排队中
        [needs_login] 需要登录
        [submitting] 正在提交
        [uncertain] 不明，已问本人
        [running] 生成中
        [delivering] 下载或发送中
        [succeeded] 完成
        [failed] 失败
        [cancelled] 已取消
       *[expired] 已过期
    }
