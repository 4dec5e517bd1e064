using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// What the countries are called in the languages of the archive, as the installed ICU has it from Unicode's CLDR: a question
/// on Équateur finds what is written on Ecuador without any vocabulary being added.
/// </summary>
public static unsafe class CountryNames
{
    private const int LongestName = 128;

    private static readonly Lazy<IReadOnlyList<Concept>> Read = new(Load);

    /// <summary>A concept for each country with its name in each language; none where ICU is not installed.</summary>
    public static IReadOnlyList<Concept> All => Read.Value;

    private static IReadOnlyList<Concept> Load() => IcuLibrary.Instance is not { } icu ? [] : Load(
        (delegate* unmanaged<byte**>)icu.Function("uloc_getISOCountries"),
        (delegate* unmanaged<byte*, byte*, char*, int, int*, int>)icu.Function("uloc_getDisplayCountry"));

    private static List<Concept> Load(delegate* unmanaged<byte**> codes, delegate* unmanaged<byte*, byte*, char*, int, int*, int> nameOf)
    {
        var countries = new List<Concept>();
        for (var code = codes(); *code is not null; code++)
        {
            var country = Marshal.PtrToStringUTF8((nint)(*code))!;
            var labels = new List<ConceptLabel>();
            foreach (var language in LanguageTable.All.Select(l => l.Code))
            {
                if (Name(nameOf, country, language) is { } name)
                {
                    labels.Add(new ConceptLabel(language, name, true));
                }
            }

            if (labels.Count > 0)
            {
                countries.Add(new Concept("country:" + country, labels) { Kind = ConceptKind.Name });
            }
        }

        return countries;
    }

    /// <summary>Null where ICU has no name in the language and would answer in another.</summary>
    private static string? Name(delegate* unmanaged<byte*, byte*, char*, int, int*, int> nameOf, string country, string language)
    {
        var buffer = stackalloc char[LongestName];
        var status = 0;
        fixed (byte* locale = Encoding.ASCII.GetBytes($"und_{country}\0"), own = Encoding.ASCII.GetBytes(language + '\0'))
        {
            var length = nameOf(locale, own, buffer, LongestName, &status);

            // A negative status is a warning: the name comes from the default language.
            return status == 0 && length is > 0 and <= LongestName ? new string(buffer, 0, length) : null;
        }
    }
}
