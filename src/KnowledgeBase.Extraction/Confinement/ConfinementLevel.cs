namespace KnowledgeBase.Extraction.Confinement;

/// <summary>How well readers of documents are shut in on this machine, best last.</summary>
public enum ConfinementLevel
{
    /// <summary>Limits of CPU, memory, output and time, and no new privileges; files and network of the service's user stay in reach.</summary>
    Limits,

    /// <summary>As <see cref="Limits"/>, under an unprivileged user who owns nothing.</summary>
    OtherUser,

    /// <summary>A bubblewrap cage: no network, no file but the system's programs, the document and a scratch folder, no other process in sight.</summary>
    Cage,
}

/// <summary>What confinement was found to work here; belongs in the start-up log and on the readiness page.</summary>
/// <param name="Level">The level in use.</param>
/// <param name="Sentence">The same for a person, with the reason when it is not the best.</param>
public sealed record ConfinementReport(ConfinementLevel Level, string Sentence)
{
    /// <summary>True when hostile documents can reach neither network nor files.</summary>
    public bool IsFull => Level == ConfinementLevel.Cage;
}
