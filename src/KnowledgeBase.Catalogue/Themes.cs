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
        new("housing", "Housing", "Casa"),
        new("land-use", "Land use and planning", "Pianificazione e uso del suolo"),
        new("mobility", "Mobility", "Mobilità"),
        new("climate-adaptation", "Climate adaptation", "Adattamento climatico"),
        new("climate-mitigation", "Climate mitigation and energy", "Mitigazione climatica ed energia"),
        new("water", "Water", "Acqua"),
        new("waste", "Waste and circular economy", "Rifiuti ed economia circolare"),
        new("biodiversity", "Biodiversity and nature-based solutions", "Biodiversità e soluzioni basate sulla natura"),
        new("food", "Food", "Cibo"),
        new("air-noise", "Air and noise", "Aria e rumore"),
        new("economy", "Economy and jobs", "Economia e lavoro"),
        new("tourism", "Tourism", "Turismo"),
        new("culture", "Culture and heritage", "Cultura e patrimonio"),
        new("education", "Education and skills", "Istruzione e competenze"),
        new("health", "Health", "Salute"),
        new("inclusion", "Social inclusion", "Inclusione sociale"),
        new("migration", "Migration", "Migrazioni"),
        new("gender", "Gender equality", "Parità di genere"),
        new("youth", "Children and youth", "Bambini e giovani"),
        new("ageing", "Ageing", "Invecchiamento"),
        new("safety", "Safety", "Sicurezza"),
        new("public-space", "Public space", "Spazio pubblico"),
        new("digital", "Digital", "Digitale"),
        new("governance", "Participation and governance", "Partecipazione e governance"),
        new("finance", "Public finance and procurement", "Finanza pubblica e appalti"),
        new("risk", "Risk and crisis", "Rischi e crisi"),
    ];

    private static readonly FrozenDictionary<string, Theme> Names = All
        .SelectMany(t => new[] { t.Slug, t.English, t.Italian }.Select(Slug.Of).Distinct().Select(n => (n, t)))
        .ToFrozenDictionary(p => p.n, p => p.t, StringComparer.Ordinal);

    /// <summary>The theme behind a slug or a label in any of our languages; null when there is none.</summary>
    public static Theme? Find(string name) => Names.GetValueOrDefault(Slug.Of(name));
}
