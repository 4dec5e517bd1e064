using System.Collections.Frozen;

namespace KnowledgeBase.Catalogue;

/// <summary>A policy theme.</summary>
/// <param name="Slug">Stands in addresses and records.</param>
/// <param name="English">Label in English.</param>
/// <param name="Italian">Label in Italian.</param>
public sealed record Theme(string Slug, string English, string Italian)
{
    /// <summary>The label in a language; English where there is none.</summary>
    public string Label(string language) => language == "it" ? Italian : English;
}

/// <summary>The policy themes of the archive: a closed list.</summary>
public static class Themes
{
    public static readonly IReadOnlyList<Theme> All =
    [
        Named("Housing", "Casa"),
        Named("Land use and planning", "Pianificazione e uso del suolo"),
        Named("Mobility", "Mobilità"),
        Named("Climate adaptation", "Adattamento climatico"),
        Named("Climate mitigation and energy", "Mitigazione climatica ed energia"),
        Named("Water", "Acqua"),
        Named("Waste and circular economy", "Rifiuti ed economia circolare"),
        Named("Biodiversity and nature-based solutions", "Biodiversità e soluzioni basate sulla natura"),
        Named("Food", "Cibo"),
        Named("Air and noise", "Aria e rumore"),
        Named("Economy and jobs", "Economia e lavoro"),
        Named("Tourism", "Turismo"),
        Named("Culture and heritage", "Cultura e patrimonio"),
        Named("Education and skills", "Istruzione e competenze"),
        Named("Health", "Salute"),
        Named("Social inclusion", "Inclusione sociale"),
        Named("Migration", "Migrazioni"),
        Named("Gender equality", "Parità di genere"),
        Named("Children and youth", "Bambini e giovani"),
        Named("Ageing", "Invecchiamento"),
        Named("Safety", "Sicurezza"),
        Named("Public space", "Spazio pubblico"),
        Named("Digital", "Digitale"),
        Named("Participation and governance", "Partecipazione e governance"),
        Named("Public finance and procurement", "Finanza pubblica e appalti"),
        Named("Risk and crisis", "Rischi e crisi"),
    ];

    private static Theme Named(string english, string italian) => new(Slug.Of(english), english, italian);

    private static readonly FrozenDictionary<string, Theme> Names = All
        .SelectMany(t => new[] { t.Slug, t.English, t.Italian }.Select(Slug.Of).Distinct().Select(n => (n, t)))
        .ToFrozenDictionary(p => p.n, p => p.t, StringComparer.Ordinal);

    /// <summary>The theme behind a slug or a label in any of our languages; null when there is none.</summary>
    public static Theme? Find(string name) => Names.GetValueOrDefault(Slug.Of(name));
}
