using System.Diagnostics.CodeAnalysis;

namespace KnowledgeBase.Engine.Checking;

/// <summary>States what must hold.</summary>
internal static class Demand
{
    /// <exception cref="InvalidDataException">It does not hold.</exception>
    public static void That([DoesNotReturnIf(false)] bool holds, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("holds")] ref Message message)
    {
        if (!holds) throw new InvalidDataException(message.ToString());
    }

    /// <summary>A message that is only put together when it is needed.</summary>
    [System.Runtime.CompilerServices.InterpolatedStringHandler]
    public ref struct Message
    {
        private readonly System.Text.StringBuilder? text;

        public Message(int literalLength, int formattedCount, bool holds, out bool needed)
        {
            needed = !holds;
            text = needed ? new System.Text.StringBuilder(literalLength + 8 * formattedCount) : null;
        }

        public readonly void AppendLiteral(string value) => text!.Append(value);

        public readonly void AppendFormatted<T>(T value) => text!.Append(value);

        public override readonly string ToString() => text?.ToString() ?? "";
    }
}
