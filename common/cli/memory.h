// What a program says of itself where there is no memory left.
#ifndef GOM_COMMON_CLI_MEMORY_H_
#define GOM_COMMON_CLI_MEMORY_H_

namespace gom::cli {

// From now on a program that finds no memory ends with a sentence, in both languages, and kRefused,
// where C++ would end it with words that are nobody's. Nothing is flushed, nor needs to be: what
// was not said to be saved may be lost, and the next start knows how to go on. Where the store
// alone is short of memory it refuses by itself (out_of_memory), and the program goes on.
void EndInWordsWithoutMemory();

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_MEMORY_H_
