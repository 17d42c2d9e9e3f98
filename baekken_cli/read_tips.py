"""tips.yaml to topics."""

from __future__ import annotations

from baekken_cli.files import read_file
from baekken_cli.model import Tip, TipTopic
from baekken_cli.read_sources import CitingReader
from baekken_cli.yamltree import Mapping

_STRENGTHS = ("strong", "some", "experience")
_STAGES = ("pregnant", "postpartum", "loss")


class TipsReader(CitingReader):
    """tips.yaml"""

    def load(self) -> tuple[TipTopic, ...]:
        tree = read_file(self.path, self.findings)
        self.was_read = tree is not None
        if tree is None:
            return ()
        root = self.mapping(tree, "tips.yaml")
        self.keys(root, "tips.yaml", ["topics"])
        self.ids: set[str] = set()
        self.names: dict[str, str] = {}
        return tuple(self.topic(node) for node in self.each(root.entries.get("topics"), "topics"))

    def topic(self, node: Mapping) -> TipTopic:
        get = node.entries.get
        topic_id = self.new_id(get("id"), "topic", self.ids)
        self.ids.add(topic_id)
        self.keys(node, topic_id, ["id", "name", "title", "tips"], ["aliases"])
        name = self.text_of(get("name"), topic_id)
        aliases = self.words(get("aliases"), topic_id)
        self.claim(node, topic_id, {topic_id, name.da.lower(), name.en.lower(), *aliases})
        tips: list[Tip] = []
        for tip in self.each(get("tips"), topic_id):
            tips.append(self.tip(tip, [known.id for known in tips]))
        if "tips" in node.entries and not tips:
            self.fault(node.entries["tips"].line, "empty_list", what=topic_id)
        return TipTopic(
            topic_id, name, self.text_of(get("title"), topic_id, "topic of tips"), aliases, tuple(tips)
        )

    def claim(self, node: Mapping, topic_id: str, names: set[str]) -> None:
        for name in sorted(names):
            other = self.names.setdefault(name, topic_id)
            if other != topic_id:
                self.fault(node.line, "name_taken", name=name, what=topic_id, other=other)

    def tip(self, node: Mapping, taken: list[str]) -> Tip:
        get = node.entries.get
        tip_id = self.new_id(get("id"), "tip", taken)
        self.keys(node, tip_id, ["id", "da", "en", "strength", "sources"], ["for"])
        strength = self.word(get("strength"), tip_id, _STRENGTHS)
        stages = self.words(get("for"), tip_id, _STAGES)
        text = self.both(node, tip_id, "tip")
        return Tip(tip_id, text, strength, self.sources(node, tip_id), stages)  # type: ignore[arg-type]
