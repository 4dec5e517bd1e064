namespace KnowledgeBase.Text;

/// <summary>A language and how probable it is.</summary>
/// <param name="Language">ISO 639-1; "nb" and "nn" for the two written forms of Norwegian; "und" when nothing can be said.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct DetectedLanguage(string Language, double Probability);

/// <summary>A stretch of text in one language.</summary>
/// <param name="Start">In UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Detected">Its language.</param>
public readonly record struct LanguagePassage(int Start, int Length, DetectedLanguage Detected);
