// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/command.h"
#include "wire/headers.h"
#include <gantry/names.h>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace gantry::testing {

/// What a fake server does with one request.
struct Reaction {
    enum class Kind {
        Answer,      ///< with `code` and `remark`
        Silence,     ///< nothing, ever
        CloseBefore, ///< closes instead of an answer
        CloseMidway, ///< closes after half of the answer
        CloseAfter,  ///< answers, then closes
        Garbage,     ///< bytes that are no frame, for an answer
        WrongOpaque, ///< the answer, with an opaque that nobody waits for
        ByteByByte   ///< the answer, each byte on its own
    };

    Kind kind = Kind::Answer;
    int code = 0;
    QString remark;
    std::chrono::milliseconds delay{}; ///< before any of it
};

namespace reaction {
[[nodiscard]] inline Reaction ok()
{
    return {};
}
[[nodiscard]] inline Reaction code(int code, const QString &remark = {})
{
    return {Reaction::Kind::Answer, code, remark, {}};
}
[[nodiscard]] inline Reaction does(Reaction::Kind kind)
{
    return {kind, 0, {}, {}};
}
[[nodiscard]] inline Reaction later(std::chrono::milliseconds delay, Reaction reaction = {})
{
    reaction.delay = delay;
    return reaction;
}
} // namespace reaction

/// A request that came in.
struct SeenRequest {
    int connection = 0; ///< the server's connections count from 1
    wire::RemotingCommand command;
};

class FakeHost;
class FakeListener;
class FakePeer;

/// A NameServer or broker that does as it is told. Thread: any; it works on the thread of its FakeCluster.
class FakeServer final
{
public:
    ~FakeServer();
    Q_DISABLE_COPY_MOVE(FakeServer)

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] Address address() const;
    [[nodiscard]] quint16 port() const { return m_port; }

    /// What happens to the next requests of this code; then what always() says. Code 0: to requests of any
    /// code.
    void next(int code, const QList<Reaction> &reactions);
    void always(int code, const Reaction &reaction);
    /// Asked first, on the server's thread; nothing: go on with next() and always().
    void decide(std::function<std::optional<Reaction>(const wire::RemotingCommand &)> decision);
    /// Nothing is answered, or everything as before. Connections stay, and are accepted.
    void setSilent(bool silent);

    [[nodiscard]] QList<SeenRequest> requests(int code) const;
    [[nodiscard]] int count(int code) const;
    /// Connections that were ever accepted, and those that are open.
    [[nodiscard]] int connections() const;
    [[nodiscard]] int openConnections() const;
    /// The first 64 KiB that came, as they came.
    [[nodiscard]] QByteArray rawBytes() const;
    /// Frames that came as responses: answers to what request() sent.
    [[nodiscard]] QList<wire::RemotingCommand> responses() const;

    /// Stops listening and closes all connections: the port refuses.
    void stop();
    /// Listens on the same port again.
    void restart();
    void dropConnections();
    /// Leaves incoming bytes in the kernel, so that clients cannot write any more after a while.
    void pauseReading(bool paused);
    /// Sends a request to every connected client.
    void request(const wire::RemotingCommand &command);

private:
    friend class FakeCluster;
    friend class FakeListener;
    friend class FakePeer;

    FakeServer(FakeHost &host, QString name, std::optional<QSslConfiguration> tls);

    /// What to do with this request, which is kept.
    [[nodiscard]] Reaction take(int connection, const wire::RemotingCommand &command);

    FakeHost &m_host;
    const QString m_name;
    const std::optional<QSslConfiguration> m_tls;
    quint16 m_port = 0;
    FakeListener *m_listener = nullptr; ///< lives on the host's thread

    mutable std::mutex m_mutex;
    QHash<int, QList<Reaction>> m_next;
    QHash<int, Reaction> m_always;
    std::function<std::optional<Reaction>(const wire::RemotingCommand &)> m_decision;
    bool m_silent = false;
    QList<SeenRequest> m_seen;
    QList<wire::RemotingCommand> m_responses;
    QByteArray m_raw;
    int m_connections = 0;
    int m_open = 0;
};

/// NameServers and brokers in test code, on a thread of their own: what the engine's scenarios run against.
///
/// Knows nothing of the product but its wire format. Thread: any.
class FakeCluster final
{
public:
    FakeCluster();
    ~FakeCluster();
    Q_DISABLE_COPY_MOVE(FakeCluster)

    FakeServer &addNameServer(const std::optional<QSslConfiguration> &tls = std::nullopt);
    FakeServer &addBroker(const QString &name, const std::optional<QSslConfiguration> &tls = std::nullopt);
    [[nodiscard]] FakeServer &nameServer(qsizetype index = 0) { return *m_nameServers.at(size_t(index)); }
    [[nodiscard]] FakeServer &broker(const QString &name);

    /// `queues`: write queues by broker, "a:4 b:4"; "b:4/1" for a broker of which there is but the slave 1.
    void setTopic(const QString &topic, const QString &queues, int permission = 6);
    void removeTopic(const QString &topic);

    /// For ProducerConfig::nameServers.
    [[nodiscard]] QString nameServers() const;

    /// As routes name it; of a broker that was never added, an address that refuses.
    [[nodiscard]] Address addressOf(const QString &broker);

private:
    std::unique_ptr<FakeHost> m_host;
    std::vector<std::unique_ptr<FakeServer>> m_nameServers;
    std::vector<std::unique_ptr<FakeServer>> m_brokers;
    QHash<QString, Address> m_ghosts;
};

/// An address on this machine where nobody listens.
[[nodiscard]] Address refusingAddress();

} // namespace gantry::testing
