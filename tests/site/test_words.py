"""The words that readers see: one table, both languages, filled in by the same fields."""

import json
import re

from theme.render.words import LANGUAGES, script, words

FIELD = re.compile(r"{(\w*)}")


def test_both_languages_have_each_word_with_the_same_fields():
    """A word that one language lacks would stop the build or leave a hole."""
    zh, en = map(words, LANGUAGES)
    for section, named in zh.items():
        assert named.keys() == en[section].keys()
        for name, said in named.items():
            assert said and en[section][name], f"[{section}] {name} is empty"
            fields = [sorted(FIELD.findall(each)) for each in (said, en[section][name])]
            assert fields[0] == fields[1], f"[{section}] {name}"


def test_the_scripts_get_their_words_of_the_same_table():
    """As a module of JavaScript: language → name → words."""
    begin, _, rest = script("replay").partition("{")
    assert begin == "export default "
    said = json.loads("{" + rest.strip().rstrip(";"))
    assert said == {language: words(language)["replay"] for language in LANGUAGES}
