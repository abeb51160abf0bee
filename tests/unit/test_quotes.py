from interviewer.domain.quotes import accepted, locate, windows

ANSWER = "数据都在内存里，分区分给消费者，快照和日志可以一起用。"


def test_a_quote_is_found_whatever_its_case_width_and_spaces():
    assert locate("ＲＤＢ 快照", "先做 rdb快照 再说") == "rdb快照"


def test_words_that_were_not_said_are_no_quote():
    assert accepted("主节点宕机", ANSWER) is None


def test_the_whole_answer_is_no_quote_with_or_without_its_last_mark():
    assert accepted(ANSWER, ANSWER) is None
    assert accepted(ANSWER.rstrip("。"), ANSWER) is None
    assert accepted(ANSWER.replace("，", ","), ANSWER) is None


def test_an_answer_of_one_clause_may_be_quoted():
    assert accepted("幂等", "幂等。") == "幂等"


def test_two_clauses_may_be_quoted_and_several_sentences_may_not():
    assert accepted("数据都在内存里，分区分给消费者", ANSWER)
    assert accepted("一。二。三", "零。一。二。三") is None


def test_no_window_is_the_whole_answer():
    assert all(accepted(span.of(ANSWER), ANSWER) for span in windows(ANSWER))
