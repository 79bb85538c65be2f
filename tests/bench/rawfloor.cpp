// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

// The floor under synchronous sending by one thread: a blocking socket and one prebuilt frame, of which
// nothing changes but the opaque. No producer can be faster, as none can do less.

#include "answer.h"
#include "figures.h"
#include "requestheader.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

using namespace gantry::bench;

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::string address;
    std::string topic = "BenchTopic";
    int size = 1024;
    int warmupMs = 500;
    int measureMs = 2000;
    int count = 0; // not 0: this many instead of measureMs
};

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "rawfloor: %s\n", why);
    std::_Exit(1);
}

/// A whole SEND_MESSAGE_V2 request with a ROCKETMQ (binary) header, as the Java client would write it.
std::string makeFrame(const std::string &topic, std::size_t bodyBytes)
{
    const std::string properties = "UNIQ_KEY\1" + std::string(32, '0') + "\2WAIT\1true\2";
    const auto born = std::to_string(epochMicros() / 1000);
    const std::pair<char, std::string> fields[] = {
        {'a', "rawfloor"}, {'b', topic},   {'c', "TBW102"},  {'d', "4"},        {'e', "0"},
        {'f', "0"},        {'g', born},    {'h', "0"},       {'i', properties}, {'j', "0"},
        {'k', "false"},    {'m', "false"}, {'n', "broker-a"}};
    std::vector<char> header(1024 + topic.size());
    char *at = putBig16(header.data(), 310);
    *at++ = 1; // CPP
    at = putBig16(at, 493);
    at = putBig32(putBig32(at, 0), 0); // opaque, flag
    at = putBig32(at, 0);              // no remark
    char *const extLength = at;
    at += 4;
    for (const auto &[name, value] : fields) {
        at = putBig16(at, 1);
        *at++ = name;
        at = put(putBig32(at, static_cast<std::uint32_t>(value.size())), value);
    }
    putBig32(extLength, static_cast<std::uint32_t>(at - extLength - 4));
    const auto headerLength = static_cast<std::uint32_t>(at - header.data());
    std::string frame(8, '\0');
    putBig32(frame.data(), headerLength + 4 + static_cast<std::uint32_t>(bodyBytes));
    putBig32(frame.data() + 4, headerLength | 1U << 24);
    frame.append(header.data(), headerLength);
    frame.append(bodyBytes, 'x');
    return frame;
}

class Caller final
{
public:
    Caller(const std::string &address, std::string frame)
        : m_frame(std::move(frame))
    {
        const std::size_t colon = address.rfind(':');
        int port = 0;
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        if (colon == std::string::npos || !parseNumber(std::string_view(address).substr(colon + 1), &port)
            || ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &peer.sin_addr) != 1)
            fail("an address is an IPv4 address and a port");
        peer.sin_port = htons(static_cast<std::uint16_t>(port));
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int yes = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&peer), sizeof peer) != 0)
            fail("cannot connect");
    }
    ~Caller() { ::close(m_socket); }
    Caller(const Caller &) = delete;
    Caller &operator=(const Caller &) = delete;

    /// One send and its answer; ends the program when that is not SUCCESS.
    void call()
    {
        constexpr std::size_t opaqueAt = 8 + 5;
        putBig32(m_frame.data() + opaqueAt, ++m_opaque);
        for (std::size_t sent = 0; sent < m_frame.size();) {
            const ssize_t bytes =
                ::send(m_socket, m_frame.data() + sent, m_frame.size() - sent, MSG_NOSIGNAL);
            if (bytes <= 0)
                fail("cannot write");
            sent += static_cast<std::size_t>(bytes);
        }
        std::size_t got = 0;
        std::size_t wanted = 4;
        while (got < wanted) {
            const ssize_t bytes =
                ::recv(m_socket, m_answer.data() + got, m_answer.size() - headerPadding - got, 0);
            if (bytes <= 0)
                fail("connection closed");
            got += static_cast<std::size_t>(bytes);
            if (got >= 4)
                wanted = 4 + readBig32(m_answer.data());
            if (wanted > m_answer.size() - headerPadding)
                fail("answer too long");
        }
        check(got == wanted);
    }

private:
    void check(bool whole)
    {
        const std::uint32_t word = readBig32(m_answer.data() + 4);
        const std::string_view text(m_answer.data() + 8, word & 0xffffff);
        RequestHeader header;
        const bool parsed = word >> 24 == 1 ? parseBinaryHeader(text, header) : parseJsonHeader(text, header);
        if (!whole || !parsed || header.code != 0 || header.opaque != static_cast<int>(m_opaque))
            fail("not the answer to the request");
    }

    std::string m_frame;
    std::array<char, 4096> m_answer{};
    std::uint32_t m_opaque = 0;
    int m_socket = -1;
};

Options readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        const std::string value = argv[i + 1];
        int number = 0;
        const bool isNumber = parseNumber(std::string_view(value), &number) && number >= 0;
        if (name == "-n" || name == "--namesrv")
            options.address = value;
        else if (name == "-t" || name == "--topic")
            options.topic = value;
        else if (name == "--size" && isNumber)
            options.size = number;
        else if (name == "--warmup" && isNumber)
            options.warmupMs = number;
        else if (name == "--measure" && isNumber)
            options.measureMs = number;
        else if (name == "--count" && isNumber)
            options.count = number;
        else
            fail("unknown option or value");
    }
    if (argc % 2 == 0 || options.address.empty())
        fail("usage: rawfloor -n ADDR [-t TOPIC] [--size BYTES] [--warmup MS] [--measure MS | --count N]");
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    const Options options = readOptions(argc, argv);
    Caller caller(options.address, makeFrame(options.topic, static_cast<std::size_t>(options.size)));
    BenchFigures figures;
    caller.call();
    figures.firstOk = epochMicros();
    figures.total = 1;
    const auto warm = Clock::now() + std::chrono::milliseconds(options.warmupMs);
    for (; Clock::now() < warm; ++figures.total)
        caller.call();
    static LatencyHistogram latency;
    const std::int64_t cpuBefore = cpuMicros();
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::milliseconds(options.measureMs);
    auto now = begin;
    while (options.count ? figures.ok < static_cast<std::uint64_t>(options.count) : now < end) {
        const auto sent = now;
        caller.call();
        now = Clock::now();
        latency.record(static_cast<std::uint64_t>(std::chrono::nanoseconds(now - sent).count()));
        ++figures.ok;
    }
    figures.cpu = cpuMicros() - cpuBefore;
    figures.seconds = std::chrono::duration<double>(now - begin).count();
    figures.total += figures.ok;
    printFigures(figures, latency);
    return 0;
}
