using KnowledgeBase.Text.Benchmarks;

return args switch
{
    ["model", var folder, var file] => ModelMaker.Make(folder, file),
    ["detect", var folder] => DetectionTable.Print(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("model UDHR-FOLDER FILE | detect SENTENCES-FOLDER | retrieval EVAL-FOLDER [COLLECTION...] | speed TEXT-FILE LANGUAGE");
    return 2;
}
