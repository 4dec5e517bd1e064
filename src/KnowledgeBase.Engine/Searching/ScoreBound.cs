namespace KnowledgeBase.Engine.Searching;

/// <summary>Bounds for sums of bounds.</summary>
internal static class ScoreBound
{
    public static float Sum(Scorer[] parts, int upTo)
    {
        double sum = 0;
        foreach (var part in parts)
        {
            sum += part.MaxScore(upTo);
        }

        return Widen(sum, parts.Length);
    }

    /// <summary>A float that no sum of the parts, added in any order in double and rounded to float, exceeds.</summary>
    public static float Widen(double sum, int parts)
    {
        double wide = parts <= 2 ? sum : sum * (1 + (parts * 2.3e-16));
        return MathF.BitIncrement((float)wide);
    }
}
