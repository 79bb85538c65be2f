// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

// The floor under sending a compressed text: bare zlib at RocketMQ's level 5, its stream used again and
// again.

#include "figures.h"

#include <zlib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace gantry::bench;

namespace {

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "zlibfloor: %s\n", why);
    std::_Exit(1);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        fail("usage: zlibfloor FILE [MILLISECONDS]");
    std::ifstream file(argv[1], std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (text.empty())
        fail("cannot read the file, or it is empty");
    const auto wanted = std::chrono::milliseconds(argc > 2 ? std::atoi(argv[2]) : 1000);

    z_stream stream{};
    if (deflateInit(&stream, 5) != Z_OK)
        fail("deflateInit");
    std::vector<Bytef> packed(deflateBound(&stream, text.size()));
    std::uint64_t messages = 0;
    const std::int64_t cpuBefore = cpuMicros();
    const auto begin = std::chrono::steady_clock::now();
    do {
        deflateReset(&stream);
        stream.next_in = reinterpret_cast<Bytef *>(text.data());
        stream.avail_in = static_cast<uInt>(text.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<uInt>(packed.size());
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
            fail("deflate");
        ++messages;
    } while (std::chrono::steady_clock::now() - begin < wanted);
    const std::int64_t cpu = cpuMicros() - cpuBefore;
    const auto packedBytes = static_cast<unsigned long>(stream.total_out);
    deflateEnd(&stream);
    std::printf("{\"zlib\":{\"level\":5,\"messages\":%llu,\"cpuMicrosPerMessage\":%.3f,\"bytes\":%lu,"
                "\"packed\":%lu}}\n",
                static_cast<unsigned long long>(messages),
                static_cast<double>(cpu) / static_cast<double>(messages),
                static_cast<unsigned long>(text.size()), packedBytes);
    return 0;
}
