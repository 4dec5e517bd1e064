namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// The characters that a pattern of at most 62 places tells apart. Class 0 is every character that stands nowhere in it; each class has the places where its
/// character stands: bit i + 1 for place i.
/// </summary>
internal sealed class CharacterClasses
{
    public const int MostPlaces = 62;
    private readonly byte[] ascii = new byte[128];
    private readonly ulong[] places = new ulong[MostPlaces + 1];
    private readonly int[] points = new int[MostPlaces + 1];
    private Dictionary<int, byte>? others;

    /// <summary>Whether some class is of a character of several bytes.</summary>
    public bool HasOthers => others is not null;

    /// <summary>Number of classes.</summary>
    public int Count { get; private set; } = 1;

    public void Add(int point, int place)
    {
        int known = Of(point);
        if (known == 0)
        {
            known = Count++;
            points[known] = point;
            if (point < 128)
            {
                ascii[point] = (byte)known;
            }
            else
            {
                (others ??= []).Add(point, (byte)known);
            }
        }

        places[known] |= 2UL << place;
    }

    public int Of(int point) => (uint)point < 128 ? ascii[point] : others is null ? 0 : others.GetValueOrDefault(point);

    /// <summary>The character of a class above 0.</summary>
    public int Point(int characterClass) => points[characterClass];

    /// <summary>Where the characters of a class stand.</summary>
    public ulong Places(int characterClass) => places[characterClass];
}
