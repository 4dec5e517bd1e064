using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Korean;

/// <summary>Rules of Korean: words are stemmed by taking off the particle at the end of a word; compounds are bridged by pairs of syllables.</summary>
internal sealed class KoreanRules() : LanguageRules("ko", "한국어", "Korean", "coreano")
{
    private static readonly SuffixStripper Endings = new(1,
        "은 는 이 가 을 를 의 에 에서 에게 으로 로 와 과 도 만 부터 까지 보다 처럼 이나 나 이라 라 이다 입니다 에는 에서는 에도 으로는 로는 으로써 로써 으로서 로서 들 들이 들은 들을 들의 "
        + "들에 들에게 하고 마다 조차 밖에 대로 이며 이고 한 하는 하여 하기 했다 한다 합니다 된 되는 된다 됩니다 할 하며");

    /// <inheritdoc/>
    public override string FunctionWords => "";

    /// <inheritdoc/>
    public override string Stem(string exact) => Endings.Strip(exact);

    /// <inheritdoc/>
    public override int GramLength => 2;
}
