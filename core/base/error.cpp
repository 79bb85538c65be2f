// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/error.h>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

using CodeName = std::pair<int, QLatin1String>;

// Of codes with two meanings (209 to 211 were ACL failures of mqadmin in 4.9), the one of 5.x.
constexpr std::array codeNames = {
    CodeName{-1006, "RPC_TIME_OUT"_L1},
    CodeName{-1004, "RPC_SEND_TO_CHANNEL_FAILED"_L1},
    CodeName{-1002, "RPC_ADDR_IS_NULL"_L1},
    CodeName{-1000, "RPC_UNKNOWN"_L1},
    CodeName{0, "SUCCESS"_L1},
    CodeName{1, "SYSTEM_ERROR"_L1},
    CodeName{2, "SYSTEM_BUSY"_L1},
    CodeName{3, "REQUEST_CODE_NOT_SUPPORTED"_L1},
    CodeName{4, "TRANSACTION_FAILED"_L1},
    CodeName{10, "FLUSH_DISK_TIMEOUT"_L1},
    CodeName{11, "SLAVE_NOT_AVAILABLE"_L1},
    CodeName{12, "FLUSH_SLAVE_TIMEOUT"_L1},
    CodeName{13, "MESSAGE_ILLEGAL"_L1},
    CodeName{14, "SERVICE_NOT_AVAILABLE"_L1},
    CodeName{15, "VERSION_NOT_SUPPORTED"_L1},
    CodeName{16, "NO_PERMISSION"_L1},
    CodeName{17, "TOPIC_NOT_EXIST"_L1},
    CodeName{18, "TOPIC_EXIST_ALREADY"_L1},
    CodeName{19, "PULL_NOT_FOUND"_L1},
    CodeName{20, "PULL_RETRY_IMMEDIATELY"_L1},
    CodeName{21, "PULL_OFFSET_MOVED"_L1},
    CodeName{22, "QUERY_NOT_FOUND"_L1},
    CodeName{23, "SUBSCRIPTION_PARSE_FAILED"_L1},
    CodeName{24, "SUBSCRIPTION_NOT_EXIST"_L1},
    CodeName{25, "SUBSCRIPTION_NOT_LATEST"_L1},
    CodeName{26, "SUBSCRIPTION_GROUP_NOT_EXIST"_L1},
    CodeName{27, "FILTER_DATA_NOT_EXIST"_L1},
    CodeName{28, "FILTER_DATA_NOT_LATEST"_L1},
    CodeName{29, "INVALID_PARAMETER"_L1},
    CodeName{200, "TRANSACTION_SHOULD_COMMIT"_L1},
    CodeName{201, "TRANSACTION_SHOULD_ROLLBACK"_L1},
    CodeName{202, "TRANSACTION_STATE_UNKNOW"_L1},
    CodeName{203, "TRANSACTION_STATE_GROUP_WRONG"_L1},
    CodeName{204, "NO_BUYER_ID"_L1},
    CodeName{205, "NOT_IN_CURRENT_UNIT"_L1},
    CodeName{206, "CONSUMER_NOT_ONLINE"_L1},
    CodeName{207, "CONSUME_MSG_TIMEOUT"_L1},
    CodeName{208, "NO_MESSAGE"_L1},
    CodeName{209, "POLLING_FULL"_L1},
    CodeName{210, "POLLING_TIMEOUT"_L1},
    CodeName{211, "BROKER_NOT_EXIST"_L1},
    CodeName{212, "BROKER_DISPATCH_NOT_COMPLETE"_L1},
    CodeName{213, "BROADCAST_CONSUMPTION"_L1},
    CodeName{215, "FLOW_CONTROL"_L1},
    CodeName{501, "NOT_LEADER_FOR_QUEUE"_L1},
    CodeName{604, "ILLEGAL_OPERATION"_L1},
    CodeName{1500, "GO_AWAY"_L1},
    CodeName{2017, "LMQ_QUOTA_EXCEEDED"_L1},
    CodeName{2018, "LITE_SUBSCRIPTION_QUOTA_EXCEEDED"_L1},
    CodeName{10001, "CONNECT_BROKER_EXCEPTION"_L1},
    CodeName{10002, "ACCESS_BROKER_TIMEOUT"_L1},
    CodeName{10003, "BROKER_NOT_EXIST_EXCEPTION"_L1},
    CodeName{10004, "NO_NAME_SERVER_EXCEPTION"_L1},
    CodeName{10005, "NOT_FOUND_TOPIC_EXCEPTION"_L1},
    CodeName{10006, "REQUEST_TIMEOUT_EXCEPTION"_L1},
    CodeName{10007, "CREATE_REPLY_MESSAGE_EXCEPTION"_L1},
};

} // namespace

QLatin1String name(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return "usage"_L1;
    case ErrorKind::Config:
        return "config"_L1;
    case ErrorKind::DuplicateInstance:
        return "duplicate-instance"_L1;
    case ErrorKind::NameServer:
        return "name-server"_L1;
    case ErrorKind::Route:
        return "route"_L1;
    case ErrorKind::Connect:
        return "connect"_L1;
    case ErrorKind::Tls:
        return "tls"_L1;
    case ErrorKind::Acl:
        return "acl"_L1;
    case ErrorKind::Permission:
        return "permission"_L1;
    case ErrorKind::Topic:
        return "topic"_L1;
    case ErrorKind::Timeout:
        return "timeout"_L1;
    case ErrorKind::FlowControl:
        return "flow-control"_L1;
    case ErrorKind::Broker:
        return "broker"_L1;
    case ErrorKind::MessageTooLarge:
        return "message-too-large"_L1;
    case ErrorKind::IllegalMessage:
        return "illegal-message"_L1;
    case ErrorKind::Shutdown:
        return "shutdown"_L1;
    case ErrorKind::Internal:
        return "internal"_L1;
    }
    return {};
}

QLatin1String codeName(int code)
{
    const auto *found = std::find_if(codeNames.begin(), codeNames.end(),
                                     [code](const CodeName &entry) { return entry.first == code; });
    return found == codeNames.end() ? QLatin1String() : found->second;
}

} // namespace gantry
