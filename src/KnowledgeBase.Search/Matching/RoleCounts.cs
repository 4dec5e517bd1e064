namespace KnowledgeBase.Search.Matching;

/// <summary>Counts of the terms of a word, added up so that what stands at the same places counts once.</summary>
/// <param name="isPattern">The words of a pattern overlap in unknown ways: the most frequent speaks for all.</param>
internal struct RoleCounts(bool isPattern)
{
    private double _own;
    private double _shared;
    private double _other;
    private double _exact;

    /// <summary>The count in any form.</summary>
    public readonly double All => Math.Max(_own, _shared) + _other;

    /// <summary>The count with the accents that were typed, or 0 where the word is never written with them.</summary>
    public readonly double Accented => _exact > 0 ? _exact + _other : 0;

    public void Add(TermRole role, double count)
    {
        switch (role)
        {
            case TermRole.Folded:
                _own = isPattern ? Math.Max(_own, count) : _own + count;
                break;
            case TermRole.Shared:
                _shared += count;
                break;
            case TermRole.Other:
                _other += count;
                break;
            case TermRole.Exact:
                _exact += count;
                break;
        }
    }
}
