using System.Globalization;

namespace KnowledgeBase.Web.Words;

/// <summary>Something the site says, in each of its languages; <c>{0}</c> stands for a value.</summary>
public sealed record Phrase(string English, string Italian);

/// <summary>Something said of a number: <c>{0}</c> is the number.</summary>
public sealed record CountPhrase(Phrase One, Phrase Many)
{
    public CountPhrase(string englishOne, string english, string italianOne, string italian)
        : this(new Phrase(englishOne, italianOne), new Phrase(english, italian)) { }
}

/// <summary>The site's own words in the language of one visit.</summary>
public sealed class Wording
{
    /// <summary>The languages of the interface, the default first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "it"];

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo Italian = CultureInfo.GetCultureInfo("it-IT");

    private readonly CultureInfo _culture;

    private Wording(string language)
    {
        Language = language;
        _culture = language == "it" ? Italian : English;
    }

    /// <summary>ISO 639-1.</summary>
    public string Language { get; }

    /// <summary>The wording for a language of <see cref="Languages"/>; English for any other.</summary>
    public static Wording For(string language) => new(language == "it" ? "it" : "en");

    public string this[Phrase phrase] => Language == "it" ? phrase.Italian : phrase.English;

    public string this[Phrase phrase, params object?[] values] => string.Format(_culture, this[phrase], values);

    public string Count(CountPhrase phrase, long count) =>
        string.Format(_culture, this[count == 1 ? phrase.One : phrase.Many], Number(count));

    public string Number(long number) => number.ToString("N0", _culture);

    /// <summary>A part of a whole, from 0 to 1.</summary>
    public string Share(double part) => part is > 0 and < 0.005 ? "< 1 %" : part.ToString("0 %", _culture);

    /// <summary>A day as people write it: 3 May 2024.</summary>
    public string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMMM yyyy", _culture);

    public string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{Number(bytes)} B",
        < 1024 * 1024 => string.Format(_culture, "{0:0} kB", bytes / 1024.0),
        < 1024L * 1024 * 1024 => string.Format(_culture, "{0:0.0} MB", bytes / (1024.0 * 1024)),
        _ => string.Format(_culture, "{0:0.0} GB", bytes / (1024.0 * 1024 * 1024)),
    };

    /// <summary>Picks the interface language: what was chosen before, else the first wish of the browser that we speak.</summary>
    public static string Choose(string? chosen, string? acceptLanguage)
    {
        if (chosen is not null && Languages.Contains(chosen)) return chosen;
        var wishes = (acceptLanguage ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Take(20)
            .Select(Wish)
            .Where(w => w.Weight > 0)
            .OrderByDescending(w => w.Weight);
        foreach (var (language, _) in wishes)
            if (Languages.Contains(language)) return language;
        return Languages[0];
    }

    private static (string Language, double Weight) Wish(string part)
    {
        var pieces = part.Split(';', StringSplitOptions.TrimEntries);
        var language = pieces[0].Split('-')[0].ToLowerInvariant();
        var weight = pieces.Skip(1).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase)) is { } q
            && double.TryParse(q.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var w) ? w : 1;
        return (language, weight);
    }
}
