using KnowledgeBase.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace KnowledgeBase.Web.Parts;

/// <summary>Text in which matched words are marked; all of it is escaped, and no white space is added to it.</summary>
public sealed class Pieces : ComponentBase
{
    [Parameter, EditorRequired] public IReadOnlyList<TextPiece> Text { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var piece in Text)
        {
            if (piece.Matched)
            {
                builder.OpenElement(0, "mark");
                builder.AddContent(1, piece.Text);
                builder.CloseElement();
            }
            else
            {
                builder.AddContent(2, piece.Text);
            }
        }
    }
}
