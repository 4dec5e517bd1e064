namespace KnowledgeBase.Engine.Format;

/// <summary>The version triple that segments and commits carry.</summary>
public readonly record struct FormatVersion(int Major, int Minor, int Bugfix) : IComparable<FormatVersion>
{
    /// <summary>The version this engine writes, and the newest it reads.</summary>
    public static readonly FormatVersion Current = new(8, 8, 1);

    public int CompareTo(FormatVersion other) => (Major, Minor, Bugfix).CompareTo((other.Major, other.Minor, other.Bugfix));

    public override string ToString() => $"{Major}.{Minor}.{Bugfix}";
}
