namespace KnowledgeBase.Engine.Format;

/// <summary>The kind of column a field has. The numbers are those of the .fnm file (the .dvm file uses others).</summary>
public enum DocValuesType : byte
{
    None = 0,
    Numeric = 1,
    Binary = 2,
    Sorted = 3,
    SortedSet = 4,
    SortedNumeric = 5,
}
