// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0

// A NameServer and a broker in one process and on one port that answer at once, keep nothing and check
// every frame: the far end of a measurement, where the client has to be the bottleneck.

#include "responder.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

using namespace gantry::bench;

namespace {

constexpr std::size_t readBytes = std::size_t{256} << 10;
constexpr std::size_t maxFrameBytes = 16'777'216; // with the length word, as RocketMQ's decoder counts
constexpr std::size_t maxUnwrittenBytes = std::size_t{8} << 20;

/// One client's socket: a read, all its frames, one write.
class Connection final
{
public:
    explicit Connection(int descriptor)
        : m_descriptor(descriptor)
        , m_input(readBytes + headerPadding)
    {
    }
    ~Connection() { ::close(m_descriptor); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] bool wantsWrite() const { return m_output.size() != 0; }
    [[nodiscard]] bool wantsRead() const { return m_output.size() < maxUnwrittenBytes; }

    /// False: the connection is over.
    bool onReadable(Responder &responder)
    {
        const ssize_t got = ::recv(m_descriptor, m_input.data() + m_used,
                                   m_input.size() - headerPadding - m_used, MSG_DONTWAIT);
        if (got <= 0)
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        ++responder.counters().reads;
        m_used += static_cast<std::size_t>(got);
        const bool usable = takeFrames(responder);
        return onWritable() && usable;
    }

    /// False: the connection is over.
    bool onWritable()
    {
        if (!m_output.size())
            return true;
        const ssize_t sent =
            ::send(m_descriptor, m_output.data(), m_output.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0)
            return errno == EAGAIN || errno == EINTR;
        m_output.consume(static_cast<std::size_t>(sent));
        return true;
    }

private:
    bool takeFrames(Responder &responder)
    {
        std::size_t at = 0;
        std::size_t needed = 0;
        while (m_used - at >= 4) {
            const std::size_t length = readBig32(m_input.data() + at);
            if (length + 4 > maxFrameBytes)
                return responder.unusable("frame too long");
            if (m_used - at - 4 < length) {
                needed = length + 4;
                break;
            }
            if (!responder.take({m_input.data() + at + 4, length}, m_output))
                return false;
            at += 4 + length;
        }
        m_used -= at;
        if (at && m_used)
            std::memmove(m_input.data(), m_input.data() + at, m_used);
        if (needed + headerPadding > m_input.size())
            m_input.resize(needed + headerPadding);
        return true;
    }

    int m_descriptor;
    std::vector<char> m_input;
    std::size_t m_used = 0;
    OutputBuffer m_output;
};

class Server final
{
public:
    bool listen(std::uint16_t port)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const int yes = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_address.sin_port = htons(port);
        socklen_t size = sizeof m_address;
        auto *const address = reinterpret_cast<sockaddr *>(&m_address);
        return ::bind(m_listener, address, size) == 0 && ::listen(m_listener, 128) == 0
               && ::getsockname(m_listener, address, &size) == 0;
    }

    [[nodiscard]] std::uint16_t port() const { return ntohs(m_address.sin_port); }

    void run(Options options)
    {
        Responder responder(std::move(options), port());
        m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
        watch(m_listener, EPOLLIN);
        m_signals = openSignals();
        watch(m_signals, EPOLLIN);
        // a descriptor that cannot be watched (a file, /dev/null) is at its end at once
        m_running = watch(STDIN_FILENO, EPOLLIN);
        std::printf("{\"ready\":true,\"namesrv\":\"127.0.0.1:%u\"}\n", unsigned{port()});
        std::fflush(stdout);
        while (m_running)
            serveOnce(responder, -1);
        // what clients wrote before the end was asked for still counts
        for (int i = 0; i < 100'000 && serveOnce(responder, 0); ++i) {
        }
        print(responder.counters());
    }

private:
    static int openSignals()
    {
        sigset_t set;
        sigemptyset(&set);
        for (const int number : {SIGTERM, SIGINT, SIGUSR1})
            sigaddset(&set, number);
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
        return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }

    bool watch(int descriptor, unsigned events) const
    {
        epoll_event event{};
        event.events = events;
        event.data.fd = descriptor;
        return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
    }

    /// Whether any client had something.
    bool serveOnce(Responder &responder, int waitMs)
    {
        std::array<epoll_event, 64> events{};
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), waitMs);
        bool served = false;
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            const int descriptor = event.data.fd;
            if (descriptor == m_listener)
                accept(responder);
            else if (descriptor == m_signals)
                onSignal(responder);
            else if (descriptor == STDIN_FILENO)
                onStandardInput();
            else
                serve(descriptor, event.events, responder);
            served = served || (descriptor != m_signals && descriptor != STDIN_FILENO);
        }
        return served;
    }

    void accept(Responder &responder)
    {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor < 0)
            return;
        const int yes = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_connections[descriptor] = {std::make_unique<Connection>(descriptor), EPOLLIN};
        watch(descriptor, EPOLLIN);
        ++responder.counters().connections;
    }

    void serve(int descriptor, unsigned events, Responder &responder)
    {
        const auto found = m_connections.find(descriptor);
        if (found == m_connections.end())
            return;
        auto &[connection, watched] = found->second;
        bool alive = true;
        if (events & EPOLLOUT)
            alive = connection->onWritable();
        if (alive && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
            alive = connection->onReadable(responder);
        if (!alive) {
            m_connections.erase(found);
            return;
        }
        const unsigned wanted =
            (connection->wantsRead() ? EPOLLIN : 0U) | (connection->wantsWrite() ? EPOLLOUT : 0U);
        if (wanted == watched)
            return;
        watched = wanted;
        epoll_event event{};
        event.events = wanted;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
    }

    void onSignal(Responder &responder)
    {
        signalfd_siginfo info{};
        while (::read(m_signals, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
            if (info.ssi_signo == SIGUSR1)
                print(responder.counters());
            else
                m_running = false;
        }
    }

    void onStandardInput()
    {
        std::array<char, 256> ignored{};
        if (::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0)
            return;
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, STDIN_FILENO, nullptr);
        m_running = false;
    }

    static void print(const Counters &counters)
    {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const long long cpu = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000LL
                              + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
        std::string queues;
        for (std::size_t i = 0; i < counters.queues.size(); ++i) {
            queues += (i ? ",\"broker-a:" : "\"broker-a:") + std::to_string(i)
                      + "\":" + std::to_string(counters.queues[i]);
        }
        const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
        std::printf(
            "{\"sends\":%llu,\"oneways\":%llu,\"bad\":%llu,\"bodyBytes\":%llu,\"messages\":%llu,"
            "\"others\":%llu,\"connections\":%llu,\"reads\":%llu,\"cpuMicros\":%lld,\"queues\":{%s}}\n",
            number(counters.sends), number(counters.oneways), number(counters.bad),
            number(counters.bodyBytes), number(counters.messages), number(counters.others),
            number(counters.connections), number(counters.reads), cpu, queues.c_str());
        std::fflush(stdout);
    }

    struct Client {
        std::unique_ptr<Connection> connection;
        unsigned watched = 0;
    };

    sockaddr_in m_address{};
    int m_listener = -1;
    int m_epoll = -1;
    int m_signals = -1;
    bool m_running = true;
    std::unordered_map<int, Client> m_connections;
};

[[noreturn]] void usage(const char *why)
{
    std::fprintf(stderr,
                 "nullserver: %s\n"
                 "usage: nullserver [--port P] [--queues N] [--answer json|echo] [--body-bytes N]\n"
                 "                  [--inflate] [--body-file F]\n"
                 "A NameServer and a broker on one loopback port that answer at once and check every frame.\n"
                 "Ends when standard input closes or on SIGTERM; counters are printed then and on SIGUSR1.\n",
                 why);
    std::_Exit(2);
}

int numberArgument(const std::string &text, int low, int high)
{
    int value = 0;
    if (!parseNumber(std::string_view(text), &value) || value < low || value > high)
        usage("not a number in range");
    return value;
}

std::string fileText(const std::string &name)
{
    std::ifstream file(name, std::ios::binary);
    if (!file)
        usage("cannot read the body file");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    int port = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--inflate") {
            options.body.inflate = true;
            continue;
        }
        if (++i == argc)
            usage("an option without its value, or an unknown one");
        const std::string value = argv[i];
        if (option == "--port")
            port = numberArgument(value, 0, 65'535);
        else if (option == "--queues")
            options.queues = numberArgument(value, 1, 1024);
        else if (option == "--body-bytes")
            options.body.bytes = static_cast<std::size_t>(numberArgument(value, 0, INT_MAX));
        else if (option == "--body-file")
            options.body.text = fileText(value);
        else if (option == "--answer" && (value == "json" || value == "echo"))
            options.echoType = value == "echo";
        else
            usage("unknown option or value");
    }
    if (options.body.bytes == 0)
        options.body.bytes = options.body.text.size();
    std::signal(SIGPIPE, SIG_IGN);
    Server server;
    if (!server.listen(static_cast<std::uint16_t>(port))) {
        std::perror("nullserver: listen");
        return 1;
    }
    server.run(std::move(options));
    return 0;
}
