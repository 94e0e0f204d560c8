"""What each check says in Vietnamese: gravity, what is wrong and why, what to do.

Words in braces: `code` of the line, `other` code or name, `number`, the `day` of the batch.
"""

from typing import Final

_E: Final = "error"
_W: Final = "warning"

SENTENCES: Final = {
    "unfinished": (_E, "dòng «{other}» còn thiếu dữ liệu bắt buộc.", "Điền đủ các ô của dòng này."),
    "unknown_code": (
        _E,
        "không có đơn vị nào giữ mã {code} vào hôm trước ngày {day}.",
        "Kiểm tra lại mã hoặc ngày của đợt; nếu đơn vị chưa có, lập đơn vị ở một đợt trước.",
    ),
    "unknown_parent": (
        _E,
        "không có đơn vị cấp trên nào giữ mã {other} trong ngày {day}.",
        "Kiểm tra lại mã cấp trên; nếu đơn vị đó chấm dứt trong đợt này, ghi mã của đơn vị mới.",
    ),
    "unknown_successor": (
        _E,
        "không có đơn vị nhận nào giữ mã {other} trong ngày {day}.",
        "Kiểm tra lại mã đơn vị nhận; đơn vị nhận phải có sẵn hoặc được lập trong đợt này.",
    ),
    "created_twice": (
        _E,
        "mã {code} được lập {number} lần trong đợt này nên không rõ đơn vị nào giữ mã.",
        "Giữ lại một dòng lập đơn vị cho mỗi mã.",
    ),
    "code_in_use": (
        _E,
        "mã {code} đang do đơn vị «{other}» giữ và đơn vị đó không chấm dứt trong đợt này.",
        "Thêm dòng chấm dứt đơn vị cũ, hoặc dùng mã khác.",
    ),
    "parent_missing": (
        _E,
        "đơn vị chưa có cấp trên nên không thuộc phạm vi của ai.",
        "Ghi mã đơn vị cấp trên.",
    ),
    "parent_not_above": (
        _E,
        "đơn vị cấp trên «{other}» không ở cấp cao hơn đơn vị này.",
        "Chọn đơn vị cấp trên ở cấp cao hơn.",
    ),
    "parent_ended": (
        _E,
        "đơn vị cấp trên {other} về sau đã chấm dứt, trong khi đơn vị này vẫn còn.",
        "Lập đợt của ngày sau đó với cấp trên còn đến nay, hoặc hoàn tác đợt đã chấm dứt cấp trên rồi làm "
        "lại theo thứ tự ngày.",
    ),
    "parent_begins_later": (
        _E,
        "không rõ đơn vị này có từ ngày nào, nhưng cấp trên {other} chỉ có từ một ngày nhất định.",
        "Ghi rõ ngày của đợt, hoặc chọn cấp trên cũng không rõ ngày bắt đầu.",
    ),
    "second_nation": (
        _E,
        "loại «nước» chỉ dành cho một đơn vị đứng trên tất cả.",
        "Chọn loại khác.",
    ),
    "under_itself": (
        _E,
        "đơn vị sẽ nằm dưới chính nó, thành một vòng không có đầu.",
        "Chọn đơn vị cấp trên không nằm trong đơn vị này.",
    ),
    "children_not_below": (
        _E,
        "sau khi đổi loại, còn {number} đơn vị trực thuộc không ở cấp thấp hơn ({other}).",
        "Chuyển hoặc chấm dứt các đơn vị trực thuộc trong cùng đợt.",
    ),
    "no_succession": (
        _W,
        "đơn vị chấm dứt mà chưa ghi chuyển về đâu; số liệu cũ sẽ để ở cấp trên, «chưa phân định».",
        "Thêm dòng chuyển về đơn vị mới nếu biết; có thể bổ sung bằng một đợt sau cùng ngày.",
    ),
    "succession_of_living": (
        _E,
        "đơn vị không chấm dứt trong ngày {day} nên không thể chuyển về đơn vị khác.",
        "Thêm dòng chấm dứt đơn vị, hoặc bỏ dòng này.",
    ),
    "succession_told": (
        _E,
        "việc chuyển về {other} đã được ghi.",
        "Bỏ dòng trùng.",
    ),
    "successor_below": (
        _E,
        "đơn vị nhận {other} ở cấp thấp hơn đơn vị cũ.",
        "Chọn đơn vị nhận cùng cấp hoặc cấp cao hơn.",
    ),
    "whole_unsaid": (
        _E,
        "chưa ghi đơn vị chuyển toàn bộ hay một phần về {other}.",
        "Ghi rõ «toàn bộ» hoặc «một phần».",
    ),
    "whole_and_several": (
        _E,
        "đơn vị được chuyển toàn bộ về một nơi mà lại có {number} đơn vị nhận.",
        "Giữ một dòng «toàn bộ», hoặc ghi tất cả các dòng là «một phần».",
    ),
    "divided_alone": (
        _E,
        "đơn vị bị chia mà chỉ ghi một đơn vị nhận, phần còn lại không rõ về đâu.",
        "Ghi đủ các đơn vị nhận, hoặc ghi «toàn bộ».",
    ),
    "shares_too_large": (
        _E,
        "các phần chia cộng lại lớn hơn toàn bộ đơn vị.",
        "Sửa tỷ lệ để tổng không quá 1.",
    ),
    "shares_too_small": (
        _W,
        "các phần chia đều có tỷ lệ mà cộng lại nhỏ hơn toàn bộ đơn vị, phần còn lại không rõ về đâu.",
        "Sửa tỷ lệ, hoặc thêm đơn vị nhận còn thiếu.",
    ),
    "share_of_whole": (
        _E,
        "ghi chuyển toàn bộ về {other} nhưng tỷ lệ nhỏ hơn 1.",
        "Bỏ tỷ lệ, hoặc ghi «một phần».",
    ),
    "children_left": (
        _E,
        "đơn vị chấm dứt khi còn {number} đơn vị trực thuộc (mã {other}).",
        "Chuyển hoặc chấm dứt các đơn vị trực thuộc trong cùng đợt.",
    ),
    "villages_unassigned": (
        _W,
        "còn {number} thôn, tổ dân phố (mã {other}) chưa rõ về đơn vị nào vì đơn vị bị chia hoặc chưa rõ "
        "chuyển về đâu.",
        "Thêm dòng đổi đơn vị cấp trên cho từng thôn, tổ; có thể bổ sung bằng một đợt sau cùng ngày.",
    ),
    "told_twice": (
        _E,
        "việc «{other}» của đơn vị này được ghi {number} lần.",
        "Giữ lại một dòng.",
    ),
    "ended_and_changed": (
        _E,
        "đơn vị vừa chấm dứt vừa có việc «{other}» trong cùng ngày.",
        "Bỏ một trong hai; việc của đơn vị mới ghi theo mã của đơn vị mới.",
    ),
    "already_ended": (
        _E,
        "đơn vị đã có ngày chấm dứt ở đợt «{other}».",
        "Bỏ dòng này, hoặc hoàn tác đợt kia trước.",
    ),
    "changed_later": (
        _E,
        "đơn vị đã thay đổi từ ngày {day} hoặc muộn hơn ở đợt «{other}».",
        "Lập đợt theo thứ tự ngày: hoàn tác đợt kia, đưa cả hai vào một đợt hoặc làm lại đợt kia sau.",
    ),
    "only_created": (
        _E,
        "đợt nạp không rõ ngày bắt đầu chỉ được lập đơn vị, không được có việc «{other}».",
        "Tách việc này ra một đợt có ngày.",
    ),
    "nothing_changes": (_W, "dòng «{other}» không làm đơn vị khác đi.", "Bỏ dòng này nếu ghi nhầm."),
}
