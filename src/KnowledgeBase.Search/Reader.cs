namespace KnowledgeBase.Search;

/// <summary>Who may see a document.</summary>
public enum Visibility
{
    Public = 0,
    Registered = 1,
    Draft = 2,
}

/// <summary>The rights of the person asking: the most guarded visibility they may see.</summary>
public readonly record struct Reader(Visibility Sees)
{
    public static readonly Reader Anonymous = new(Visibility.Public);
    public static readonly Reader Registered = new(Visibility.Registered);
    public static readonly Reader Curator = new(Visibility.Draft);
}
