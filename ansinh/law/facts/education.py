"""Facts of schooling and its support."""

from __future__ import annotations

from ansinh.engine import Choice, Default, Money, Rate, fact

SCHOOL_LIST = "Danh sách học sinh của nhà trường"
CONFIRMATION = "Giấy xác nhận của nhà trường"


class SchoolKind(Choice):
    """Loại cơ sở giáo dục đang học."""

    PUBLIC = ("Công lập", "Public")
    PRIVATE = ("Dân lập, tư thục", "Private or people-founded")
    CONTINUING = (
        "Giáo dục thường xuyên, chương trình phổ thông (công lập)",
        "Continuing education, general programme (public)",
    )
    ETHNIC_BOARDING = ("Phổ thông dân tộc nội trú", "Boarding school for ethnic minorities")
    UNIVERSITY_PREPARATORY = ("Dự bị đại học", "University-preparatory school")
    DISABILITY_VOCATIONAL = (
        "Giáo dục nghề nghiệp dành cho thương binh, người khuyết tật",
        "Vocational centre for invalids and people with disabilities",
    )
    BORDER_BOARDING = (
        "Phổ thông nội trú ở xã biên giới đất liền",
        "Boarding school of a land-border commune",
    )


class PupilLodging(Choice):
    """Nơi ở trong thời gian học."""

    HOME = ("Ở nhà", "At home")
    AT_SCHOOL = ("Ở tại trường", "At the school")
    NEAR_SCHOOL_NO_ROOM = (
        "Tự lo chỗ ở gần trường do trường không bố trí được",
        "Near the school, which has no room",
    )
    NEAR_SCHOOL_BY_CHOICE = (
        "Ở gần trường với người thân theo nguyện vọng",
        "Near the school with a relative, by choice",
    )


class TrainingLevel(Choice):
    """Trình độ đào tạo đang theo học sau phổ thông, hoặc nghề."""

    ELEMENTARY = ("Sơ cấp, dưới 03 tháng", "Elementary, or under three months")
    INTERMEDIATE = ("Trung cấp", "Intermediate")
    COLLEGE = ("Cao đẳng", "College")
    UNIVERSITY = ("Đại học", "University")
    POSTGRADUATE = (
        "Sau đại học: thạc sĩ, tiến sĩ, chuyên khoa, bác sĩ nội trú",
        "Postgraduate: master's, doctoral, specialist, resident doctor",
    )


class FieldOfStudy(Choice):
    """Ngành, nghề được chính sách học phí, tín dụng nêu tên."""

    ORDINARY = ("Không thuộc ngành, nghề nào dưới đây", "None of these")
    MARXISM = ("Chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh", "Marxism–Leninism, Hồ Chí Minh")
    HEALTH_SPECIALTY = (
        "Tâm thần, giải phẫu bệnh, pháp y, pháp y tâm thần, truyền nhiễm, hồi sức cấp cứu",
        "Psychiatry, pathology, forensic medicine, infectious disease, emergency care",
    )
    SCARCE_OCCUPATION = (
        "Nghề khó tuyển sinh nhưng xã hội có nhu cầu",
        "Occupation in demand that is hard to recruit for",
    )
    SPECIAL_OCCUPATION = (
        "Nghề chuyên môn đặc thù theo danh mục của Thủ tướng",
        "Special occupation of the Prime Minister's list",
    )
    TRADITIONAL_ART = (
        "Nghệ thuật truyền thống và đặc thù; nhã nhạc, chèo, tuồng, cải lương, múa, xiếc",
        "Traditional and specific arts; theatre, dance, circus",
    )
    HAZARDOUS_OCCUPATION = ("Nghề nặng nhọc, độc hại, nguy hiểm", "Heavy or hazardous occupation")
    STEM = ("Khoa học, công nghệ, kỹ thuật, toán (STEM)", "Science, technology, engineering, maths")
    SUPPORTED_TEACHING = (
        "Sư phạm đang được hỗ trợ theo Nghị định 116/2020/NĐ-CP",
        "Teacher training supported under Decree 116/2020",
    )


class StudyResult(Choice):
    """Xếp loại kết quả học tập."""

    NONE = ("Chưa xếp loại, hoặc dưới khá", "None, or below fair")
    FAIR = ("Khá", "Fair")
    GOOD = ("Giỏi", "Good")
    EXCELLENT = ("Xuất sắc", "Excellent")


class SchoolFacts:
    """Where somebody studies and what the school takes."""

    school_kind: SchoolKind = fact(
        "Loại cơ sở giáo dục",
        "Kind of school",
        ask="Đang học ở loại trường nào?",
        ask_en="What kind of school do you attend?",
        proof=SCHOOL_LIST,
        missing=Default(SchoolKind.PUBLIC, "other schools send the list of those they support"),
    )
    training_level: TrainingLevel = fact(
        "Trình độ đào tạo (người học nghề, cao đẳng, đại học)",
        "Level of training (of those in vocational or higher education)",
        ask="Đang học trình độ nào: sơ cấp, trung cấp, cao đẳng, đại học, sau đại học?",
        ask_en="For which level do you study: elementary, intermediate, college, university or"
        " postgraduate?",
        proof=CONFIRMATION,
    )
    field_of_study: FieldOfStudy = fact(
        "Ngành, nghề đang học",
        "Field of study",
        ask="Ngành, nghề đang học có thuộc một trong các nhóm sau không?",
        ask_en="Is your field of study one of these?",
        proof=CONFIRMATION,
        missing=Default(FieldOfStudy.ORDINARY, "only the school's confirmation names the field"),
    )
    year_of_level: int = fact(
        "Đang học năm thứ mấy của cấp học, khóa học",
        "Year of the school level or course",
        ask="Đang học năm thứ mấy của cấp học hoặc khóa học?",
        ask_en="Which year of the level or course are you in?",
        proof=SCHOOL_LIST,
        least=0,
        most=10,
        missing=Default(0, "what is given to newcomers and first grades goes by the school's list"),
    )
    course_years: int = fact(
        "Thời gian của khóa học, năm",
        "Length of the course, in years",
        ask="Khóa học kéo dài mấy năm?",
        ask_en="How many years does the course last?",
        proof=CONFIRMATION,
        unit="năm",
        least=0,
        most=10,
        missing=Default(0, "the loan file states it, and nothing else looks at it"),
    )
    is_part_time_student: bool = fact(
        "Học vừa làm vừa học, từ xa, liên kết, văn bằng hai",
        "Studies part time, at a distance or for a second degree",
        ask="Có học theo hình thức vừa làm vừa học, từ xa hoặc văn bằng hai không?",
        ask_en="Do you study part time, at a distance or for a second degree?",
        proof=CONFIRMATION,
        missing=Default(False, "the school's confirmation says so"),
    )
    is_nominated_student: bool = fact(
        "Học theo chế độ cử tuyển",
        "Is a nominated student",
        ask="Có học theo chế độ cử tuyển của tỉnh không?",
        ask_en="Did the province nominate you for your studies?",
        proof="Quyết định cử đi học",
        missing=Default(False, "the province itself decides who is nominated"),
    )
    is_ethnic_boarding_graduate: bool = fact(
        "Đã tốt nghiệp trường phổ thông dân tộc nội trú",
        "Graduated from a boarding school for ethnic minorities",
        ask="Có tốt nghiệp trường phổ thông dân tộc nội trú không?",
        ask_en="Did you graduate from a boarding school for ethnic minorities?",
        proof="Bằng tốt nghiệp",
        missing=Default(False, "only the diploma proves it"),
    )
    study_result: StudyResult = fact(
        "Kết quả năm học gần nhất (năm thứ nhất đại học: cả ba năm trung học phổ thông)",
        "Result of the last year (first-year students: of all three years of upper secondary)",
        ask="Năm học gần nhất được xếp loại gì?",
        ask_en="How was your last school year rated?",
        proof="Học bạ, bảng điểm",
        missing=Default(StudyResult.NONE, "only the school report proves a result"),
    )
    science_average: Rate = fact(
        "Điểm trung bình lớp 12 các môn Toán, Vật lý, Hóa học, Sinh học",
        "Grade-12 average in mathematics, physics, chemistry and biology",
        ask="Điểm trung bình lớp 12 các môn Toán, Lý, Hóa, Sinh là bao nhiêu?",
        ask_en="What was your grade-12 average in mathematics, physics, chemistry and biology?",
        proof="Học bạ",
        decimals=2,
        least=0,
        most=10,
        missing=Default(0, "only the school report proves an average"),
    )


class SchoolCostFacts:
    """What study costs, and who else pays."""

    school_fee: Money = fact(
        "Học phí phải đóng mỗi tháng",
        "Tuition charged a month",
        ask="Nhà trường thu học phí mỗi tháng bao nhiêu đồng?",
        ask_en="How much tuition does the school charge a month?",
        proof="Thông báo thu học phí",
        unit="đồng/tháng",
        least=0,
        most=10**9,
    )
    tuition_support_rate: Money = fact(
        "Mức hỗ trợ học phí do Hội đồng nhân dân tỉnh quy định cho cấp học",
        "Tuition support that the province sets for the school level",
        ask="Hội đồng nhân dân tỉnh quy định mức hỗ trợ học phí cấp học này bao nhiêu đồng mỗi"
        " tháng?",
        ask_en="How much tuition support a month has the province set for this school level?",
        proof="Nghị quyết của Hội đồng nhân dân tỉnh",
        unit="đồng/tháng",
        least=0,
        most=10**9,
    )
    monthly_scholarship: Money = fact(
        "Học bổng, khoản hỗ trợ học phí khác mỗi tháng",
        "Scholarship and other help with tuition a month",
        ask="Mỗi tháng được học bổng hoặc hỗ trợ học phí bao nhiêu đồng?",
        ask_en="How much scholarship or help with tuition do you have a month?",
        proof=CONFIRMATION,
        unit="đồng/tháng",
        least=0,
        most=10**9,
        missing=Default(0, "the school's confirmation for the loan states it"),
    )


class BoardingFacts:
    """The way to school and where a pupil lives meanwhile."""

    lodging: PupilLodging = fact(
        "Nơi ở trong thời gian học",
        "Lodging while at school",
        ask="Trong tuần học, ở nhà, ở tại trường hay ở gần trường?",
        ask_en="In school weeks, do you live at home, at the school or near it?",
        proof=SCHOOL_LIST,
        missing=Default(PupilLodging.HOME, "schools list those who lodge there or near by"),
    )
    school_distance: Rate = fact(
        "Khoảng cách từ nhà đến trường",
        "Distance from home to school",
        ask="Nhà cách trường bao nhiêu ki-lô-mét?",
        ask_en="How many kilometres is it from home to school?",
        proof="Đơn đề nghị hỗ trợ, xác nhận của xã",
        unit="km",
        decimals=1,
        least=0,
        most=500,
    )
    has_terrain_obstacle: bool = fact(
        "Địa hình cách trở: qua sông, suối, đèo, vùng sạt lở",
        "Terrain obstacle on the way: river, pass or landslides",
        ask="Đường đến trường có phải qua sông, suối không có cầu, đèo cao, vùng sạt lở không?",
        ask_en="Does the way to school cross a river without a bridge, a pass or landslides?",
        proof="Đơn đề nghị hỗ trợ, xác nhận của xã",
        missing=Default(False, "the province lists the places cut off by terrain"),
    )
    studies_outside_difficult_area: bool = fact(
        "Học ở nơi không thuộc xã vùng dân tộc thiểu số, thôn đặc biệt khó khăn",
        "Studies outside communes of difficult regions and villages",
        ask="Có đang học ở nơi khác, ngoài vùng khó khăn không?",
        ask_en="Do you study elsewhere, outside the difficult area?",
        proof=SCHOOL_LIST,
        missing=Default(False, "pupils go to school in their own commune unless a school tells"),
    )
    learns_vietnamese_first: bool = fact(
        "Học tiếng Việt trước khi vào lớp 1",
        "Learns Vietnamese before grade 1",
        ask="Cháu có học lớp tiếng Việt trước khi vào lớp 1 không?",
        ask_en="Does the child take the Vietnamese course before grade 1?",
        proof=SCHOOL_LIST,
        missing=Default(False, "the school lists who attends the course"),
    )
    stays_over_new_year: bool = fact(
        "Ở lại trường dịp Tết Nguyên đán năm nay",
        "Stays at the school over this Lunar New Year",
        ask="Có ở lại trường dịp Tết Nguyên đán không?",
        ask_en="Do you stay at the school over Lunar New Year?",
        proof="Đơn đề nghị xác nhận và cấp hỗ trợ",
        missing=Default(False, "the support is asked for with the school's confirmation"),
    )


class PersonEducationFacts(SchoolFacts, SchoolCostFacts, BoardingFacts):
    """What schooling and its support looks at in a person."""

    is_of_very_small_ethnic_group: bool = fact(
        "Thuộc một trong 16 dân tộc thiểu số rất ít người",
        "Belongs to one of the 16 very small ethnic groups",
        ask="Có thuộc một trong 16 dân tộc rất ít người (Ngái, Lô Lô, Pà Thẻn, Cờ Lao…) không?",
        ask_en="Do you belong to one of the 16 very small ethnic groups (Ngái, Lô Lô, …)?",
        proof="Giấy khai sinh",
        missing=Default(False, "the birth certificate that the school files names the group"),
    )
    is_from_uplands: bool = fact(
        "Người dân tộc ít người ở vùng cao",
        "Belongs to a minority of the uplands",
        ask="Gia đình có thường trú ở xã vùng cao không?",
        ask_en="Does your family live in a commune of the uplands?",
        proof="Giấy xác nhận của xã",
        missing=Default(False, "the commune's certificate is filed with the application"),
    )
    has_parent_with_work_accident: bool = fact(
        "Cha hoặc mẹ bị tai nạn lao động, bệnh nghề nghiệp được trợ cấp thường xuyên",
        "Father or mother draws a regular allowance for an accident at work or its disease",
        ask="Cha hoặc mẹ có hưởng trợ cấp tai nạn lao động, bệnh nghề nghiệp thường xuyên không?",
        ask_en="Does your father or mother draw a regular allowance for a work accident or"
        " occupational disease?",
        proof="Quyết định trợ cấp tai nạn lao động của cha hoặc mẹ",
        missing=Default(False, "the parent's decision is filed with the application"),
    )
    has_parent_in_military_service: bool = fact(
        "Con của hạ sĩ quan, binh sĩ đang tại ngũ",
        "Father or mother is doing military service",
        ask="Cha hoặc mẹ có đang phục vụ tại ngũ (nghĩa vụ quân sự) không?",
        ask_en="Is your father or mother doing military service?",
        proof="Giấy xác nhận của đơn vị quân đội",
        missing=Default(False, "the unit's certificate is filed with the application"),
    )
    has_parent_in_industrial_zone: bool = fact(
        "Cha, mẹ hoặc người giám hộ làm việc theo hợp đồng tại khu công nghiệp, cụm công nghiệp",
        "A parent or guardian has a labour contract in an industrial park or cluster",
        ask="Cha hoặc mẹ có hợp đồng lao động tại khu công nghiệp, cụm công nghiệp không?",
        ask_en="Does a parent have a labour contract in an industrial park or cluster?",
        proof="Giấy xác nhận của doanh nghiệp",
        missing=Default(False, "the enterprise's certificate is filed with the application"),
    )
    had_sudden_hardship: bool = fact(
        "Gia đình khó khăn đột xuất về tài chính do tai nạn, bệnh tật, thiên tai, dịch bệnh",
        "The family fell into sudden hardship by accident, illness, disaster or epidemic",
        ask="Gia đình có gặp khó khăn đột xuất do tai nạn, bệnh tật, thiên tai, dịch bệnh không?",
        ask_en="Did an accident, illness, disaster or epidemic put your family in sudden hardship?",
        proof="Xác nhận của Ủy ban nhân dân xã",
        missing=Default(False, "the commune confirms it on the loan application"),
    )
