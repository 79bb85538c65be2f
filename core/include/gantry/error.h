// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1String>
#include <QString>

#include <optional>

namespace gantry {

/// What kind of trouble an Error is: the only member to act upon.
enum class ErrorKind {
    Usage,             ///< the call or the command line makes no sense
    Config,            ///< MQClientException while checking the configuration in start()
    DuplicateInstance, ///< MQClientException "The producer group … has been created before"
    NameServer,        ///< no NameServer configured (10004), or none answers
    Route,             ///< no route of the topic (10005), or the broker is unknown (10003)
    Connect,           ///< RemotingConnectException, RemotingSendRequestException (10001)
    Tls,               ///< handshake or certificate trouble; Java reports it as a connect failure
    Acl,               ///< the broker did not accept who we are
    Permission,        ///< NO_PERMISSION
    Topic,             ///< TOPIC_NOT_EXIST
    Timeout,           ///< RemotingTimeoutException (10002), "sendDefaultImpl call timeout"
    FlowControl,       ///< SYSTEM_BUSY, RemotingTooMuchRequestException, our own limits
    Broker,            ///< MQBrokerException with any other code
    MessageTooLarge,   ///< MESSAGE_ILLEGAL because of a size
    IllegalMessage,    ///< MESSAGE_ILLEGAL, MQClientException of Validators
    Shutdown,          ///< the producer was shut down
    Internal           ///< a broken promise inside, or bytes that are no RocketMQ
};

/// The word for `kind` on the command line and in JSON, for example "duplicate-instance".
[[nodiscard]] QLatin1String name(ErrorKind kind);

/// Why something did not work. A value; safe to copy to any thread.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;          ///< what happened, to which address, topic or queue; for people
    QString hint;            ///< what to do about it; may be empty
    std::optional<int> code; ///< a broker's response code, or Java's ClientErrorCode (10001 to 10007)

    friend bool operator==(const Error &, const Error &) = default;
};

/// The name of a response code or of a ClientErrorCode, for example "TOPIC_NOT_EXIST"; empty if unknown.
[[nodiscard]] QLatin1String codeName(int code);

/// Java's ClientErrorCode, as far as a producer meets it.
namespace clienterror {
inline constexpr int connectBroker = 10001;
inline constexpr int accessBrokerTimeout = 10002;
inline constexpr int brokerNotExist = 10003;
inline constexpr int noNameServer = 10004;
inline constexpr int notFoundTopic = 10005;
inline constexpr int requestTimeout = 10006;
} // namespace clienterror

} // namespace gantry
