from lingobot.domain.conversation import TURNS_REMEMBERED, Conversation, Language, Role, Turn


def test_a_conversation_grows_without_changing_the_old_one() -> None:
    before = Conversation(Language.SPANISH)

    after = before.heard(Role.LEARNER, "Hola")

    assert before.turns == ()
    assert after.turns == (Turn(Role.LEARNER, "Hola"),)


def test_only_the_last_turns_are_remembered() -> None:
    conversation = Conversation(Language.FRENCH)

    for number in range(TURNS_REMEMBERED + 5):
        conversation = conversation.heard(Role.LEARNER, str(number))

    assert [turn.text for turn in conversation.turns] == [
        str(number) for number in range(5, TURNS_REMEMBERED + 5)
    ]


def test_the_tutor_is_told_which_language_to_speak() -> None:
    assert "tutor of Italian" in Conversation(Language.ITALIAN).instructions()
