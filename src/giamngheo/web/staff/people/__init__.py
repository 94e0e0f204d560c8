"""«Người dùng»: who holds which role where; inviting, granting, ending."""
