using KnowledgeBase.Engine.Format;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// What the whole index knows of its fields: the same number for a name in every segment, and one set of options over the
/// life of the index. Safe for several threads.
/// </summary>
internal sealed class Schema
{
    private readonly Dictionary<string, FieldInfo> fields = new(StringComparer.Ordinal);
    private readonly HashSet<int> numbers = [];
    private int next;

    /// <summary>Takes over what an existing segment knows.</summary>
    public void Learn(FieldInfo field)
    {
        lock (fields)
        {
            var own = Of(field.Name, field.Number);
            if (own.IndexOptions < field.IndexOptions) own.IndexOptions = field.IndexOptions;
            own.OmitsNorms |= field.IsIndexed && field.OmitsNorms;
            if (own.DocValuesType == DocValuesType.None) own.DocValuesType = field.DocValuesType;
            if (own.PointDimensions != 0) return;
            own.PointDimensions = field.PointDimensions;
            own.PointIndexDimensions = field.PointIndexDimensions;
            own.PointBytes = field.PointBytes;
        }
    }

    /// <exception cref="ArgumentException">The field has been indexed in another way before.</exception>
    public int UseText(string name, TextOptions options)
    {
        lock (fields)
        {
            var field = Of(name);
            if (!field.IsIndexed)
            {
                field.IndexOptions = options.Postings;
                field.OmitsNorms = !options.Norms;
            }
            else if (field.IndexOptions != options.Postings || field.OmitsNorms == options.Norms)
            {
                throw new ArgumentException($"Field {name} is indexed as {field.IndexOptions}{(field.OmitsNorms ? " without" : " with")} lengths and cannot become {options.Postings}{(options.Norms ? " with" : " without")} lengths.");
            }
            return field.Number;
        }
    }

    /// <exception cref="ArgumentException">The field has a column of another type.</exception>
    public int UseColumn(string name, DocValuesType type)
    {
        lock (fields)
        {
            var field = Of(name);
            if (field.DocValuesType == DocValuesType.None) field.DocValuesType = type;
            else if (field.DocValuesType != type) throw new ArgumentException($"Field {name} has a column of type {field.DocValuesType} and cannot have one of type {type}.");
            return field.Number;
        }
    }

    /// <exception cref="ArgumentException">The field's points are not single longs.</exception>
    public int UsePoints(string name)
    {
        lock (fields)
        {
            var field = Of(name);
            if (field.PointDimensions == 0) (field.PointDimensions, field.PointIndexDimensions, field.PointBytes) = (1, 1, 8);
            else if (field.PointDimensions != 1 || field.PointBytes != 8) throw new ArgumentException($"Field {name} has points of {field.PointDimensions} dimensions of {field.PointBytes} bytes, not single long numbers.");
            return field.Number;
        }
    }

    public int Number(string name)
    {
        lock (fields) return Of(name).Number;
    }

    private FieldInfo Of(string name, int preferred = -1)
    {
        if (fields.TryGetValue(name, out var field)) return field;
        var number = preferred >= 0 && numbers.Add(preferred) ? preferred : Free();
        field = new FieldInfo { Name = name, Number = number };
        fields.Add(name, field);
        return field;
    }

    private int Free()
    {
        while (!numbers.Add(next)) next++;
        return next;
    }
}
